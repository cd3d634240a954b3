package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"timbao/search"
	"timbao/search/eval"
	"timbao/search/query"
)

const evalLong = `Search every topic of a file and say how good the answers are. A topic is a line such as

  {"qid": "1", "query": "hội đồng nhân dân", "rel": ["2020/x.txt"]}

Its query is plain text: quotes, colons and brackets mean nothing. --run keeps what was found, as lines
of topic, article and score with tabs between them; --compare sets such a file of another index or
another version against the answers of now.`

type evalOptions struct {
	*common
	Topics  string // file of topics
	Run     string // where to write what was found; "" writes nothing
	Compare string // run file to compare with; "" compares nothing
	Measure string // what --compare lists topics by
	Limit   int    // articles a topic
	JSON    bool
}

func newEval(c *common) *cobra.Command {
	o := &evalOptions{common: c}
	cmd := &cobra.Command{
		Use:   "eval [flags] TOPICS.jsonl",
		Short: "Measure how good the answers to a set of topics are",
		Long:  evalLong,
		Example: `  timbao eval topics.jsonl --run before.tsv
  timbao eval topics.jsonl --compare before.tsv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("eval takes one file of topics; see 'timbao eval --help'")
			}
			o.Topics = args[0]
			if o.Limit < 1 || o.Limit > search.MaxLimit {
				return usagef("--limit %d: it is 1 to %d", o.Limit, search.MaxLimit)
			}
			return runEval(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Run, "run", "", "write what was found to `FILE`")
	flags.StringVar(&o.Compare, "compare", "", "compare with the run in `FILE`")
	flags.StringVar(&o.Measure, "measure", "nDCG@10", "with --compare: list the topics that differ most in `MEASURE`")
	flags.IntVar(&o.Limit, "limit", 100, fmt.Sprintf("`N` articles a topic, 1 to %d", search.MaxLimit))
	flags.BoolVar(&o.JSON, "json", false, "print all figures, also each topic's, as JSON")
	return cmd
}

// evaluation is what the command prints.
type evaluation struct {
	eval.Report
	TookMS      float64           `json:"took_ms"` // all searches together
	Comparisons []eval.Comparison `json:"comparisons,omitempty"`
}

func runEval(ctx context.Context, o *evalOptions) error {
	measure, err := eval.MeasureNamed(o.Measure)
	if err != nil {
		return usagef("--measure: %w", err)
	}
	topics, err := readFile(o.Topics, eval.ReadTopics)
	if err != nil {
		return err
	}
	var before eval.Run
	if o.Compare != "" {
		if before, err = readFile(o.Compare, eval.ReadRun); err != nil {
			return err
		}
	}
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	began := time.Now()
	run, err := searchTopics(ctx, index, topics, o.Limit)
	if err != nil {
		return err
	}
	took := time.Since(began)
	if err := o.writeRun(run); err != nil {
		return err
	}
	e := &evaluation{Report: eval.Evaluate(topics, run), TookMS: float64(took.Microseconds()) / 1000}
	if before != nil {
		for _, m := range eval.Measures() {
			e.Comparisons = append(e.Comparisons, eval.Compare(topics, before, run, m))
		}
	}
	if o.JSON {
		return o.printJSON(e)
	}
	fmt.Fprintf(o.err, "%s in %s\n", plural(len(topics), "topic"), took.Round(time.Millisecond))
	return o.print(e.render(paint{o.color}, measure.Name))
}

// readFile reads a file with one of package eval's readers; errors name the file.
func readFile[T any](name string, read func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer file.Close()
	value, err := read(file)
	if err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}

// searchTopics searches all topics, on all cores.
func searchTopics(ctx context.Context, index *search.Index, topics []eval.Topic, limit int) (eval.Run, error) {
	found := make([][]eval.Result, len(topics))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, topic := range topics {
		group.Go(func() error {
			response, err := index.Search(ctx, search.Request{Query: query.Plain(topic.Query), Limit: limit, Markup: search.MarkupNone, Versions: search.VersionsAll})
			if err != nil {
				return fmt.Errorf("topic %s: %w", topic.ID, err)
			}
			for _, hit := range response.Hits {
				found[i] = append(found[i], eval.Result{ID: hit.ID, Score: hit.Score})
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	run := make(eval.Run, len(topics))
	for i, topic := range topics {
		run[topic.ID] = found[i]
	}
	return run, nil
}

func (o *evalOptions) writeRun(run eval.Run) error {
	if o.Run == "" {
		return nil
	}
	file, err := os.Create(o.Run)
	if err != nil {
		return err
	}
	if err := eval.WriteRun(file, run); err != nil {
		file.Close()
		return fmt.Errorf("%s: %w", o.Run, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("%s: %w", o.Run, err)
	}
	return nil
}
