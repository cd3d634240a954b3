package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

// options are the command line.
type options struct {
	Corpus  string
	Sets    []topicSet
	Engines []string
	Copies  int // of each article
	Queries int // of each kind; 0 measures no latency
	JSON    bool
	Temp    string // folder for the indexes; "" means the system's
}

// topicSet is topics and the articles they are searched in.
type topicSet struct {
	Topics     string
	Docs       []string // files beside the corpus
	Alone      bool     // only Docs, without the corpus
	DropTitles bool
}

// errUsage is returned when the command line makes no sense.
var errUsage = errors.New("usage")

const usage = `Usage: peers --corpus FILE.jsonl[.gz] [--topics TOPICS.jsonl [--docs FILE] [--alone] [--drop-titles]]... [flags]

Compares timbao with other engines on the same articles: speed of ingest, quality of answers, time per query.
--docs, --alone and --drop-titles belong to the --topics before them. Relevance needs topics; the rest, the corpus alone.

Flags:
`

func parseOptions(args []string, stderr io.Writer) (*options, error) {
	o := &options{Engines: engineNames()}
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.Corpus, "corpus", "", "articles, a JSON object a line, in `FILE`")
	flags.IntVar(&o.Copies, "copies", 1, "index every article `N` times, under new ids, to show how figures grow")
	flags.IntVar(&o.Queries, "queries", 300, "`N` queries of each kind to time; 0 times none")
	flags.BoolVar(&o.JSON, "json", false, "print one JSON object instead of tables")
	flags.StringVar(&o.Temp, "temp", "", "make the indexes under `DIR`, instead of where the system has its temporary files")
	flags.Func("engines", "compare `NAMES`, with commas between them (default "+strings.Join(o.Engines, ",")+")", func(s string) error {
		o.Engines = strings.Split(s, ",")
		for _, name := range o.Engines {
			if _, err := newEngine(name); err != nil {
				return err
			}
		}
		return nil
	})
	o.addSetFlags(flags)
	if err := flags.Parse(args); err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%w: %q is no flag", errUsage, flags.Arg(0))
	}
	return o, o.check()
}

// addSetFlags adds --topics and the flags that change the topics named last.
func (o *options) addSetFlags(flags *flag.FlagSet) {
	flags.Func("topics", "ask the topics in `FILE`", func(s string) error {
		o.Sets = append(o.Sets, topicSet{Topics: s})
		return nil
	})
	last := func(change func(*topicSet)) func(string) error {
		return func(string) error {
			if len(o.Sets) == 0 {
				return errors.New("it belongs after a --topics")
			}
			change(&o.Sets[len(o.Sets)-1])
			return nil
		}
	}
	flags.Func("docs", "index the articles in `FILE` together with the corpus for these topics", func(s string) error {
		return last(func(t *topicSet) { t.Docs = append(t.Docs, s) })(s)
	})
	flags.BoolFunc("alone", "index only the --docs for these topics", last(func(t *topicSet) { t.Alone = true }))
	flags.BoolFunc("drop-titles", "index without titles for these topics", last(func(t *topicSet) { t.DropTitles = true }))
}

func (o *options) check() error {
	switch {
	case o.Corpus == "":
		return fmt.Errorf("%w: --corpus is missing", errUsage)
	case o.Copies < 1:
		return fmt.Errorf("%w: --copies %d: it is 1 or more", errUsage, o.Copies)
	case o.Copies > 1 && len(o.Sets) > 0:
		return fmt.Errorf("%w: --copies with --topics: nobody has judged the copies", errUsage)
	case o.Queries < 0:
		return fmt.Errorf("%w: --queries %d is negative", errUsage, o.Queries)
	}
	for _, t := range o.Sets {
		if t.Alone && len(t.Docs) == 0 {
			return fmt.Errorf("%w: --alone for %s needs --docs", errUsage, t.Topics)
		}
	}
	return nil
}

// run does what the arguments say and returns the exit code: 0, 1 if an engine or a file failed, 2 for wrong usage, 130 if interrupted.
func run(args []string, stdout, stderr io.Writer) int {
	if os.Getenv(childVariable) != "" {
		return runChild(os.Stdin, stdout, stderr)
	}
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "peers: %v\n", err)
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	report, err := compare(ctx, o, stdout, stderr)
	if err == nil && o.JSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(report)
	}
	switch {
	case ctx.Err() != nil:
		return 130
	case err != nil:
		fmt.Fprintf(stderr, "peers: %v\n", err)
		return 1
	case len(report.Problems) > 0:
		return 1
	}
	return 0
}
