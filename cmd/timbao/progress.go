package main

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"timbao/indexer"
)

// progress draws a bar on stderr while an index run goes on, if that is a terminal.
type progress struct {
	bar *progressbar.ProgressBar
}

// phases says what the phases of a run are for people.
var phases = map[string]string{
	indexer.PhaseRead: "reading", indexer.PhaseMerge: "merging", indexer.PhaseLearn: "learning from",
	indexer.PhasePublish: "publishing",
}

func newProgress(c *console) *progress {
	if !c.messages {
		return &progress{}
	}
	return &progress{bar: progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(c.err),
		progressbar.OptionSetDescription("looking for files"),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetWidth(30),
		progressbar.OptionUseANSICodes(true), // clears the whole line, with the ^C that a terminal puts there
		progressbar.OptionClearOnFinish(),
	)}
}

// show draws one state of the run.
func (p *progress) show(s indexer.Progress) {
	if p.bar == nil {
		return
	}
	what := phases[s.Phase]
	if what == "" {
		what = s.Phase
	}
	if s.Articles > 0 {
		what += " " + plural(s.Articles, "article")
	}
	p.bar.Describe(what)
	if s.BytesDone > 0 && p.bar.GetMax64() != s.BytesTotal { // until something is read there is no share to show
		p.bar.ChangeMax64(s.BytesTotal)
	}
	_ = p.bar.Set64(min(s.BytesDone, s.BytesTotal)) // a bar that can't be drawn stops nothing
}

// clear removes the bar, so that the summary starts on an empty line.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
