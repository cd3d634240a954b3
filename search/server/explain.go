package server

import "strings"

// explain says what a problem means to a visitor, and what to do.
func (l language) explain(p *Problem) (heading, advice string) {
	key := "problem." + strings.TrimPrefix(p.Type, kindPrefix)
	if l.texts[key] == nil {
		key = "problem." + kindInternal
	}
	return l.text(key), l.text(key+".advice", p.Column)
}

// issueView is a bad parameter on the page.
type issueView struct {
	Name, Value, Reason string
}

// issue says what is wrong with a parameter.
func (l language) issue(e ParamIssue) issueView {
	v := issueView{Name: e.Parameter, Value: e.Value, Reason: l.text("issue.other")}
	if key := "issue." + e.Parameter; l.texts[key] != nil {
		v.Name = l.text(key)
	}
	if said := l.translate("says.", e.Detail); l.code == inEnglish || said != e.Detail {
		v.Reason = said
	}
	return v
}
