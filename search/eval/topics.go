package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Topic is a query with the articles that answer it.
type Topic struct {
	ID       string   `json:"qid"`
	Query    string   `json:"query"`
	Relevant []string `json:"rel"`
}

// maxLine bounds a line of a topics or run file, so that a wrong file is refused and not read into memory.
const maxLine = 1 << 20

// ReadTopics reads topics, one JSON object a line; blank lines are passed over. Errors name the line and wrap ErrTopics.
func ReadTopics(r io.Reader) ([]Topic, error) {
	var topics []Topic
	lineOf := make(map[string]int)
	err := eachLine(r, func(number int, line []byte) error {
		var topic Topic
		if err := json.Unmarshal(line, &topic); err != nil {
			return fmt.Errorf("%w: line %d: %w (one JSON object a line: qid, query, rel)", ErrTopics, number, err)
		}
		switch {
		case topic.ID == "":
			return fmt.Errorf("%w: line %d: the topic has no qid", ErrTopics, number)
		case strings.ContainsAny(topic.ID, "\t\r\n"):
			return fmt.Errorf("%w: line %d: qid %q holds a tab or a line break, which a run file can't", ErrTopics, number, topic.ID)
		case lineOf[topic.ID] > 0:
			return fmt.Errorf("%w: line %d: qid %q was on line %d already", ErrTopics, number, topic.ID, lineOf[topic.ID])
		}
		lineOf[topic.ID] = number
		topics = append(topics, topic)
		return nil
	})
	if err != nil && !errors.Is(err, ErrTopics) {
		err = fmt.Errorf("%w: %w", ErrTopics, err)
	}
	if err != nil {
		return nil, err
	}
	return topics, nil
}

// eachLine calls f for every line that is not blank, without its line break, numbered from 1.
func eachLine(r io.Reader, f func(number int, line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		line := lines.Bytes()
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := f(number, line); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}
