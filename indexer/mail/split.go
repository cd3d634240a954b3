package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// MaxMessage is how many bytes of a message are kept: its text stands before its attachments.
const MaxMessage = 4 << 20

// fromLine begins each message of a mailbox.
var fromLine = []byte("From ")

// Split reads a mailbox and hands its messages to emit, one after another, numbered from 1. A message's ">From " lines are restored.
// It keeps up to MaxMessage bytes in memory, whatever the size of the mailbox. It returns ErrMalformed if r is no mailbox, emit's error
// or r's.
func Split(r io.Reader, emit func(number int, message []byte) error) error {
	b, ok := r.(*bufio.Reader)
	if !ok {
		b = bufio.NewReaderSize(r, 64<<10)
	}
	s := splitter{r: b, emit: emit, blank: true}
	for {
		err := s.line()
		if errors.Is(err, io.EOF) {
			return s.flush()
		}
		if err != nil {
			return err
		}
	}
}

type splitter struct {
	r       *bufio.Reader
	emit    func(int, []byte) error
	message []byte
	number  int
	blank   bool // the line before was blank
}

// line reads one line, which may be as long as it likes.
func (s *splitter) line() error {
	part, err := s.r.ReadSlice('\n')
	if len(part) == 0 && err != nil {
		return err
	}
	long := errors.Is(err, bufio.ErrBufferFull)
	if err != nil && !long && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read up to message %d: %w", s.number, err)
	}
	switch {
	case s.blank && bytes.HasPrefix(part, fromLine) && isFromLine(part):
		if err := s.flush(); err != nil {
			return err
		}
		s.number++
	case s.number == 0 && len(bytes.TrimSpace(part)) > 0:
		return fmt.Errorf("%w: a mailbox begins with \"From \"", ErrMalformed)
	default:
		s.keep(unquoteFrom(part))
	}
	s.blank = len(bytes.TrimRight(part, "\r\n")) == 0
	for long {
		if part, err = s.r.ReadSlice('\n'); err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read up to message %d: %w", s.number, err)
		}
		long = errors.Is(err, bufio.ErrBufferFull)
		s.keep(part)
	}
	return nil
}

func (s *splitter) keep(part []byte) {
	if room := MaxMessage - len(s.message); room > 0 {
		s.message = append(s.message, part[:min(len(part), room)]...)
	}
}

// flush hands out the message that was collected, in memory of its own.
func (s *splitter) flush() error {
	if len(bytes.TrimSpace(s.message)) == 0 {
		s.message = s.message[:0]
		return nil
	}
	message := bytes.Clone(s.message)
	s.message = s.message[:0]
	return s.emit(s.number, message)
}

// isFromLine tells the line before a message from a sentence of one: behind the sender stands a date with a time in it.
func isFromLine(line []byte) bool {
	return bytes.Count(line, []byte(":")) >= 1 && len(bytes.Fields(line)) >= 3 && bytes.ContainsAny(line, "0123456789")
}

// unquoteFrom takes off the ">" that mailboxes put before lines that begin as a message's first.
func unquoteFrom(line []byte) []byte {
	if len(line) > 0 && line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), fromLine) {
		return line[1:]
	}
	return line
}

// IsMailbox reports whether a file begins as a mailbox does.
func IsMailbox(head []byte) bool {
	line, rest, ok := bytes.Cut(head, []byte("\n"))
	return ok && bytes.HasPrefix(line, fromLine) && isFromLine(line) && isHeader(rest, 1)
}

// IsMessage reports whether a file begins as a message does: with header lines, of which some say that it is one.
func IsMessage(head []byte) bool { return isHeader(head, 2) }

// isHeader reports whether text begins with header lines, at least so many of them of the kinds that messages have.
func isHeader(text []byte, least int) bool {
	known := 0
	for range 200 {
		line, rest, ok := bytes.Cut(text, []byte("\n"))
		if !ok || len(bytes.TrimSpace(line)) == 0 {
			break
		}
		text = rest
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || bytes.ContainsAny(name, " \t") || len(name) == 0 {
			return false
		}
		switch string(bytes.ToLower(name)) {
		case "from", "date", "subject", "message-id", "received", "return-path", "mime-version", "to", "delivered-to", "x-mozilla-status":
			known++
		}
	}
	return known >= least
}
