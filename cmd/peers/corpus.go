package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
)

// errCorpus is returned when a line of a corpus is no article with an id.
var errCorpus = errors.New("corpus")

// document is an article as the engines get it.
type document struct {
	ID string `json:"id"`
	text
}

// text is the fields that are indexed and stored.
type text struct {
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`
	Body     string   `json:"body"`
	Captions []string `json:"captions"`
}

// bytes is the size of the text.
func (t *text) bytes() int64 {
	n := len(t.Title) + len(t.Lead) + len(t.Body)
	for _, c := range t.Captions {
		n += len(c)
	}
	return int64(n)
}

func parseDocument(line []byte) (*document, error) {
	d := &document{}
	if err := json.Unmarshal(line, d); err != nil {
		return nil, fmt.Errorf("%w: %.60q: %w", errCorpus, line, err)
	}
	if d.ID == "" {
		return nil, fmt.Errorf("%w: %.60q has no id", errCorpus, line)
	}
	return d, nil
}

// parseDocuments turns lines into articles until there are no more.
func parseDocuments(ctx context.Context, lines <-chan []byte, documents chan<- *document) error {
	for line := range lines {
		d, err := parseDocument(line)
		if err != nil {
			return err
		}
		select {
		case documents <- d:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// readLines sends the lines of JSONL files, plain or gzip.
func readLines(ctx context.Context, files []string, lines chan<- []byte) error {
	return eachLine(files, func(line []byte) error {
		select {
		case lines <- line:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// eachLine visits the lines of JSONL files that are not blank. A line is the visitor's to keep.
func eachLine(files []string, visit func(line []byte) error) error {
	for _, name := range files {
		if err := eachLineOf(name, visit); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func eachLineOf(name string, visit func(line []byte) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<20)
	if magic, _ := in.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return err
		}
		in = bufio.NewReaderSize(unpacked, 1<<20)
	}
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := visit(line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// corpus describes the articles of some files.
type corpus struct {
	Files     []string `json:"files"`
	Copies    int      `json:"copies"` // of every article
	Articles  int      `json:"articles"`
	TextBytes int64    `json:"text_bytes"`
}

// multiply writes every article n times to a file, the first time as it is and then under new ids: to show growth.
func multiply(to string, files []string, n int) error {
	return writeLines(to, func(write func(any) error) error {
		return eachLine(files, func(line []byte) error {
			d, err := parseDocument(line)
			if err != nil {
				return err
			}
			fields := map[string]json.RawMessage{}
			if err := json.Unmarshal(line, &fields); err != nil {
				return fmt.Errorf("%w: %.60q: %w", errCorpus, line, err)
			}
			for i := range n {
				if i > 0 {
					fields["id"], err = json.Marshal(fmt.Sprintf("%s~%d", d.ID, i+1))
				}
				if err == nil {
					err = write(fields)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// writeLines makes a file of JSON lines.
func writeLines(to string, fill func(write func(any) error) error) (err error) {
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriterSize(file, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return errors.Join(fill(encoder.Encode), out.Flush())
}

// scan reads a corpus once: its size, and some articles to draw queries from.
func scan(files []string, sampler *sampler) (corpus, error) {
	c := corpus{Files: files, Copies: 1}
	err := eachLine(files, func(line []byte) error {
		d, err := parseDocument(line)
		if err != nil {
			return err
		}
		c.Articles++
		c.TextBytes += d.bytes()
		sampler.add(d)
		return nil
	})
	if err == nil && c.Articles == 0 {
		err = fmt.Errorf("%w: no articles in %v", errCorpus, files)
	}
	return c, err
}

// dropTitles copies articles to a file with their titles emptied, so that headlines can be searched for.
func dropTitles(to string, files []string) error {
	return writeLines(to, func(write func(any) error) error {
		return eachLine(files, func(line []byte) error {
			// What else an article has, such as its date, stays.
			fields := map[string]json.RawMessage{}
			if err := json.Unmarshal(line, &fields); err != nil {
				return fmt.Errorf("%w: %.60q: %w", errCorpus, line, err)
			}
			fields["title"] = json.RawMessage(`""`)
			return write(fields)
		})
	})
}
