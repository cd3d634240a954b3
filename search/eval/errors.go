package eval

import "errors"

var (
	// ErrTopics is returned when a topics file can't be read or a line of it is no topic.
	ErrTopics = errors.New("topics")
	// ErrRun is returned when a run file can't be read or a line of it is no result, and when a result can't be written as one.
	ErrRun = errors.New("run file")
	// ErrMeasure is returned when a measure is named that does not exist.
	ErrMeasure = errors.New("no such measure")
)
