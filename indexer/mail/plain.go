package mail

import (
	"strings"

	"timbao/indexer/document"
)

// plainBlocks makes blocks of plain text: blank lines end them. Lines that were only broken to fit are joined where the message says so
// (format=flowed); others stay, for whoever knows how to tell.
func (t *texts) plainBlocks(text string, answer bool) []document.Block {
	var d document.Document
	var lines []string
	flush := func() {
		d.Add(document.Paragraph, strings.Join(lines, "\n"))
		lines = lines[:0]
	}
	soft := false // the line before goes on
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "-- " || line == "--" {
			break // the sender's signature
		}
		if strings.HasPrefix(line, ">") {
			if answer {
				continue
			}
			line = strings.TrimLeft(line, "> ")
		}
		if strings.TrimSpace(line) == "" {
			flush()
			soft = false
			continue
		}
		if soft {
			lines[len(lines)-1] = t.join(lines[len(lines)-1], line)
		} else {
			lines = append(lines, line)
		}
		if soft = t.flowed && strings.HasSuffix(line, " "); !soft && t.flowed {
			flush()
		}
	}
	flush()
	return d.Blocks
}

// join joins a soft-broken line with the next.
func (t *texts) join(first, next string) string {
	if t.delSp {
		first = strings.TrimSuffix(first, " ")
	}
	return first + next
}
