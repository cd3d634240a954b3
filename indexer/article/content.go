package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"timbao/indexer/document"
)

// content sorts the text between header and tail into captions, lead and body.
func (p *page) content() {
	lines := unwrap(p.lines[p.top:p.end])
	a := p.a
	if p.lead != "" {
		p.trace.note("lead", byStatement, "")
	}
	p.confirmLead(lines)
	if len(lines) > 0 {
		a.Body = make([]string, 0, len(lines))
	}
	for i := 0; i < len(lines); {
		s := lines[i].text
		n := doubled(lines[i:], a.Lead != "" && len(a.Body) == 0)
		switch {
		case lines[i].kind == document.Caption || n > 1 || isCaption(s) || p.isCredited(lines[i]):
			p.addCaption(s)
		case p.isLead(i, lines[i]):
			a.Lead = s
		default:
			a.Body = append(a.Body, s)
		}
		i += n
	}
	p.settleLead()
	p.trace.note("body", byRest, "")
	p.trace.note("captions", byDoubling, "")
	if len(a.Body) == 0 {
		a.Body = nil
	}
}

// settleLead takes the stated lead where the text has none; a single paragraph is body and no lead.
func (p *page) settleLead() {
	a := p.a
	if a.Lead == "" && p.lead != "" {
		a.Lead = p.lead
	}
	if len(a.Body) == 0 && a.Lead != "" && p.lead == "" {
		a.Body, a.Lead = append(a.Body, a.Lead), ""
	}
	switch {
	case a.Lead == "" || p.lead != "":
	case p.headed:
		p.trace.note("lead", byFirstPara, "")
	default:
		p.guess("lead")
		p.trace.note("lead", byBarePara, "")
	}
}

// leadLines is the number of lines at the top of the text among which a stated lead is looked for.
const leadLines = 6

// confirmLead takes a weakly stated lead for a stated one where a line of the text begins as it does.
func (p *page) confirmLead(lines []line) {
	words := strings.TrimRight(p.weakLead, ".… ")
	if p.lead != "" || wordsOf(words, minLeadWords) < minLeadWords {
		return
	}
	for _, l := range lines[:min(len(lines), leadLines)] {
		if l.kind == document.Paragraph && len(l.text) <= maxLead && beginsWith(l.text, words) {
			p.lead = l.text
			p.trace.note("lead", byConfirmation, "")
			return
		}
	}
}

// minLeadWords is the number of words from which on a description can tell which paragraph it was taken from.
const minLeadWords = 6

// isLead reports whether line i of the text is the lead: the one that the file states, which may have been cut short there, else the
// first paragraph of sensible length.
func (p *page) isLead(i int, l line) bool {
	if p.a.Lead != "" || l.kind != document.Paragraph || len(l.text) > maxLead {
		return false
	}
	if p.lead != "" {
		return i < leadLines && (sameText(l.text, p.lead) || beginsWith(l.text, strings.TrimRight(p.lead, ".… ")))
	}
	return len(p.a.Body) == 0
}

// doubled counts how many times the first line is printed in a row. A page prints a caption twice because the export holds both
// the photo's description and the line below it. Copies with a blank line between count only where apart is true, between lead and
// body: in the body they may be a refrain.
func doubled(lines []line, apart bool) int {
	n := 1
	if lines[0].kind != document.Paragraph { // rows and items may say the same
		return n
	}
	for n < len(lines) && (apart || !lines[n].gap) && sameText(lines[0].text, lines[n].text) {
		n++
	}
	return n
}

// isCaption reports whether a line printed once says that it stands below a photo. A mere credit ("Ảnh: X") stays in the text.
func isCaption(s string) bool {
	const prefix = len("(Ảnh minh họa") + 4 // and room for combining marks
	if s[0] != '(' && s[0] != 'A' && !strings.HasPrefix(s, "Ả") {
		return false
	}
	var room [2 * prefix]byte
	head := appendFold(room[:0], s[:min(len(s), prefix)])
	return len(s) <= 2*maxFrameLine && bytes.HasPrefix(bytes.TrimPrefix(head, []byte("(")), []byte("anh minh h"))
}

// noTakers are folded words that credits give in place of a photographer.
var noTakers = map[string]bool{"internet": true, "tu lieu": true, "st": true, "suu tam": true, "minh hoa": true, "nguon": true, "facebook": true, "tl": true,
	"cat tu clip": true, "nvcc": true, "cong an cung cap": true}

// isCredited reports whether a line of the text is a caption because it ends with who took the picture: "Bà con gặt lúa. Ảnh: Văn B",
// "Gặt lúa (Ảnh: Văn B)". It notes the photographer.
func (p *page) isCredited(l line) bool {
	s := l.text
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 || l.kind != document.Paragraph || len(s) > 2*maxFrameLine || len(s)-colon > maxName {
		return false
	}
	before := strings.LastIndexAny(s[:colon], ".(-–—|,;")
	if before < 0 || wordsOf(s[:before], minCaptionWords) < minCaptionWords {
		return false
	}
	_, n := utf8.DecodeRuneInString(s[before:])
	label := trim(s[before+n : colon])
	if roleOf(label) != rolePhotographer {
		return false
	}
	b := readByline(strings.TrimRight(label+s[colon:], ".)] "), false)
	if b.empty() || len(b.writers) > 0 {
		return false
	}
	for _, name := range b.photographers {
		if len(name) <= maxName && !noTakers[string(appendFold(nil, name))] {
			p.a.Photographers = appendNew(p.a.Photographers, []string{name})
			p.trace.note("photographers", byCredit, "")
		}
	}
	return true
}

// minCaptionWords is the number of words from which on what stands before a credit is a caption.
const minCaptionWords = 3

func (p *page) addCaption(s string) {
	a := p.a
	if len(a.Captions) < manyCaptions {
		for _, c := range a.Captions {
			if sameText(c, s) {
				return
			}
		}
		a.Captions = append(a.Captions, s)
		return
	}
	if p.caps == nil {
		p.caps = make(map[string]struct{}, 4*manyCaptions)
		for _, c := range a.Captions {
			p.caps[c] = struct{}{}
		}
	}
	if _, ok := p.caps[s]; !ok {
		p.caps[s] = struct{}{}
		a.Captions = append(a.Captions, s)
	}
}
