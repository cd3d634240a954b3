package bench

import "errors"

var (
	// ErrQueries is returned when a file of queries has a line that can't be used, or none at all.
	ErrQueries = errors.New("queries")
	// ErrNoArticles is returned when queries are to be drawn from an index without articles.
	ErrNoArticles = errors.New("no articles to draw queries from")
	// ErrDropCache is returned when the system can't be asked to forget files.
	ErrDropCache = errors.New("this system can't be asked to forget files")
)
