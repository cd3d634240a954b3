//go:build browser

package browser

import (
	"fmt"
	"strings"
	"testing"
)

// finding is a rule of axe-core that a page breaks.
type finding struct {
	ID    string
	Help  string
	Nodes []struct {
		HTML           string
		FailureSummary string
	}
}

// rules are what a page has to keep: WCAG 2.2 at levels A and AA, and what axe-core calls best practice.
const rules = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
	rules: {"target-size": {enabled: true}}}`

// audit lets axe-core look at the page that is open.
func (b *tab) audit() []finding {
	b.t.Helper()
	// Evaluated from outside, axe-core is not a script of the page, and the content policy does not concern it.
	ask[bool](b, axe+"; true")
	return ask[[]finding](b, "axe.run(document, "+rules+").then(found => found.violations)")
}

// TestAccessibility audits every page, light and dark, on a phone and on a desk.
func TestAccessibility(t *testing.T) {
	for _, s := range everyScreen() {
		t.Run(s.String(), func(t *testing.T) {
			b := open(t, s)
			for _, p := range everyPage() {
				b.see(p)
				for _, f := range b.audit() {
					t.Errorf("%s (%s): %s: %s\n%s", p.name, p.path, f.ID, f.Help, f.nodes())
				}
			}
		})
	}
}

// TestTheAuditSeesFaults keeps the audit honest: a page with a fault must not pass.
func TestTheAuditSeesFaults(t *testing.T) {
	b := open(t, screen{})
	b.visit("/")
	ask[bool](b, `document.querySelector("#q").labels[0].remove(); document.querySelector("#q").removeAttribute("placeholder"); document.querySelector("main").style.color = "#ddd"; true`)
	seen := map[string]bool{}
	for _, f := range b.audit() {
		seen[f.ID] = true
	}
	if !seen["label"] || !seen["color-contrast"] {
		t.Errorf("an input without a label and pale text give only %v", seen)
	}
}

// nodes lists what breaks the rule.
func (f finding) nodes() string {
	var b strings.Builder
	for _, n := range f.Nodes {
		fmt.Fprintf(&b, "\t%s\n\t\t%s\n", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", "\n\t\t"))
	}
	return b.String()
}
