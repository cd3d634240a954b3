package article

import (
	"slices"
	"strings"
)

// tail reads bylines, dates and labelled lines from the bottom up, until a line of text.
func (p *page) tail() {
	var bylines []byline
	for range tailLines {
		// A title alone is no article to take a byline from: at least one line of text stays.
		if p.end-p.top < 1 || p.end == 1 {
			break
		}
		s := p.lines[p.end-1].text
		// A line with the end mark is the text's last, unless it is the only place for a byline.
		ended := strings.HasSuffix(s, "/.")
		if len(s) > maxFrameLine || ended && len(bylines) > 0 {
			break
		}
		if s = cutEndMark(s); s == "" {
			break
		}
		if b, ok := p.tailByline(s, len(bylines) > 0); ok {
			b.printed = s
			bylines = append(bylines, b)
		} else if !p.tailNote(s) {
			break
		}
		p.end--
	}
	for _, b := range slices.Backward(bylines) { // in the order of printing
		p.setByline(b, b.printed, b.how)
	}
	if len(bylines) == 0 && p.end > p.top {
		p.gluedByline()
		p.bylineAmongNotes()
	}
	if p.end > p.top {
		last := &p.lines[p.end-1]
		last.text = cutEndMark(last.text)
	}
}

// tailNote reads a frame line or a date line below the text.
func (p *page) tailNote(s string) bool {
	if p.frame(s) {
		return true
	}
	if p.dated {
		return false
	}
	st, ok := p.stampLine(s, true)
	if ok {
		p.setStamp(st, s)
		p.dated = true
	}
	return ok
}

// tailByline reads a byline at the end of the text. One without a label is a guess, and only believed as the first found.
func (p *page) tailByline(s string, found bool) (byline, bool) {
	if b := readByline(s, false); !b.empty() {
		b.how = byLabel
		return b, true
	}
	if found || p.a.Byline != "" || p.end-p.top < 2 { // a label says it better
		return byline{}, false
	}
	b := readSignature(s)
	b.how = bySignature
	if b.empty() && strings.HasSuffix(p.lines[p.end-2].text, "/.") {
		b = readOffice(s) // what stands alone behind the end mark has signed the text
	}
	if !b.empty() && !b.sure {
		p.guess("byline")
		b.how = byLastLine
	}
	return b, !b.empty()
}

// gluedByline reads a byline in the last paragraph's own line, behind the mark that ends an article: "… của tỉnh./. Văn Trọng".
func (p *page) gluedByline() {
	s := p.lines[p.end-1].text
	i := strings.LastIndex(s, "./.")
	if i < 0 || len(s)-i > maxFrameLine {
		return
	}
	rest := trim(s[i+3:])
	b, how := readByline(rest, false), byEndMark
	if b.empty() {
		if b = readSignature(rest); b.empty() {
			return
		}
		p.guess("byline")
		how = byLastLine
	}
	p.setByline(b, rest, how)
	p.lines[p.end-1].text = s[:i+3]
}

// bylineAmongNotes takes labelled bylines out of the lines behind the end mark when other notes ("Còn nữa", a counter of readers)
// stand below them; the notes stay in the text.
func (p *page) bylineAmongNotes() {
	mark := p.end - 1
	for mark > p.top && mark >= p.end-tailLines && !strings.HasSuffix(p.lines[mark].text, "/.") {
		mark--
	}
	if mark <= p.top || !strings.HasSuffix(p.lines[mark].text, "/.") {
		return
	}
	kept := mark + 1
	for _, l := range p.lines[mark+1 : p.end] {
		if len(l.text) <= maxFrameLine {
			if b := readByline(l.text, false); !b.empty() {
				p.setByline(b, l.text, byLabel)
				continue
			}
		}
		p.lines[kept] = l
		kept++
	}
	if p.a.Byline != "" {
		p.lines[mark].text = cutEndMark(p.lines[mark].text)
	}
	p.end = kept
}

func (p *page) setByline(b byline, printed string, how evidence) {
	p.trace.note("byline", how, printed)
	p.a.Authors = appendNew(p.a.Authors, b.writers)
	p.a.Photographers = appendNew(p.a.Photographers, b.photographers)
	if p.a.Byline != "" {
		p.a.Byline += "; "
	}
	p.a.Byline += printed
}

// cutEndMark cuts "./." or "/." from the end of the last paragraph, but for the full stop that ends its sentence.
func cutEndMark(s string) string {
	body, ok := strings.CutSuffix(s, "/.")
	if !ok {
		return s
	}
	body = trim(body)
	if full, ok := strings.CutSuffix(body, "."); ok && endsSentence(full) {
		return full
	}
	return body
}
