package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"timbao/search/bench"
	"timbao/search/eval"
)

// errJob is returned when an engine could not do its job.
var errJob = errors.New("job failed")

// childVariable tells a process of this program that it is to do the job on its standard input.
const childVariable = "TIMBAO_PEERS_JOB"

// job is what a process of its own does with one engine: build an index, or open one and search it.
type job struct {
	Engine  string                  `json:"engine"`
	Dir     string                  `json:"dir"`             // folder of the index
	Build   []string                `json:"build,omitempty"` // files to index; none: the index is there
	Topics  map[string][]eval.Topic `json:"topics,omitempty"`
	Batches []batch                 `json:"batches,omitempty"`
}

// outcome is what became of a job.
type outcome struct {
	BuildSeconds float64                 `json:"build_seconds"`
	CPUSeconds   float64                 `json:"cpu_seconds"`
	PeakMemory   int64                   `json:"peak_memory"`     // bytes, 0 if unknown
	OpenMS       float64                 `json:"open_ms"`         // median
	Metrics      map[string]eval.Metrics `json:"metrics"`         // by the keys of Topics
	Timings      []timing                `json:"timings"`         // of the batches, in their order
	Error        string                  `json:"error,omitempty"` // why the job failed
	opened       []float64               // milliseconds
}

// timing is how long the queries of a batch took.
type timing struct {
	Queries     int          `json:"queries"`
	Answered    float64      `json:"answered"` // share of the queries with at least one article
	First       bench.Spread `json:"first"`    // just after opening
	Warm        bench.Spread `json:"warm"`
	Highlighted bench.Spread `json:"highlighted"` // warm
}

// start does a job in a process of its own.
func (j job) start(ctx context.Context, stderr io.Writer) (*outcome, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, executable)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	if len(j.Batches) > 0 && os.Getenv("GOMAXPROCS") == "" {
		cmd.Env = append(cmd.Env, "GOMAXPROCS=1")
	}
	cmd.Stderr = stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	go func() {
		// A process that ended early says itself what went wrong.
		_ = json.NewEncoder(in).Encode(j)
		_ = in.Close()
	}()
	answer, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", j.Engine, err)
	}
	o := &outcome{}
	if err := json.Unmarshal(answer, o); err != nil {
		return nil, fmt.Errorf("%s: reading the outcome: %w", j.Engine, err)
	}
	if o.Error != "" {
		return nil, fmt.Errorf("%w: %s: %s", errJob, j.Engine, o.Error)
	}
	o.CPUSeconds = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	return o, nil
}

// runChild does the job that stands on in and returns the exit code of the process.
func runChild(in io.Reader, out, stderr io.Writer) int {
	var j job
	if err := json.NewDecoder(in).Decode(&j); err != nil {
		fmt.Fprintf(stderr, "peers: reading the job: %v\n", err)
		return 1
	}
	o, err := j.do(context.Background())
	if err != nil {
		o = &outcome{Error: err.Error()}
	}
	if err := json.NewEncoder(out).Encode(o); err != nil {
		fmt.Fprintf(stderr, "peers: %s: writing the outcome: %v\n", j.Engine, err)
		return 1
	}
	return 0
}

func (j job) do(ctx context.Context) (*outcome, error) {
	e, err := newEngine(j.Engine)
	if err != nil {
		return nil, err
	}
	o := &outcome{}
	if len(j.Build) > 0 {
		took, err := build(ctx, e, j.Dir, j.Build)
		o.BuildSeconds, o.PeakMemory = took.Seconds(), bench.PeakMemory()
		return o, err
	}
	if err := o.judge(ctx, e, j); err != nil {
		return nil, err
	}
	for _, b := range j.Batches {
		if err := o.measure(ctx, j, b); err != nil {
			return nil, err
		}
	}
	o.PeakMemory = bench.PeakMemory()
	return o, nil
}

func build(ctx context.Context, e engine, dir string, files []string) (time.Duration, error) {
	began := time.Now()
	if err := e.build(ctx, dir, files); err != nil {
		return 0, fmt.Errorf("building the index: %w", err)
	}
	if err := e.close(); err != nil {
		return 0, fmt.Errorf("closing the index: %w", err)
	}
	return time.Since(began), nil
}

// judge asks the topics of a job.
func (o *outcome) judge(ctx context.Context, e engine, j job) (err error) {
	if len(j.Topics) == 0 {
		return nil
	}
	if err := e.open(j.Dir); err != nil {
		return fmt.Errorf("opening the index: %w", err)
	}
	defer func() { err = errors.Join(err, e.close()) }()
	o.Metrics = map[string]eval.Metrics{}
	for typing, topics := range j.Topics {
		if o.Metrics[typing], err = judge(ctx, e, topics); err != nil {
			return err
		}
	}
	return nil
}

// measure times a batch on an index that is opened for it, so that each kind of query has a first time.
func (o *outcome) measure(ctx context.Context, j job, b batch) (err error) {
	e, err := newEngine(j.Engine)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := e.open(j.Dir); err != nil {
		return fmt.Errorf("opening the index: %w", err)
	}
	defer func() { err = errors.Join(err, e.close()) }()
	o.opened = append(o.opened, milliseconds(time.Since(began)))
	o.OpenMS = bench.SpreadOf(o.opened).P50
	t, err := measure(ctx, e, b)
	o.Timings = append(o.Timings, t)
	return err
}

const judgedDepth = 100 // articles a topic

func judge(ctx context.Context, e engine, topics []eval.Topic) (eval.Metrics, error) {
	found := eval.Run{}
	for _, t := range topics {
		results, err := e.search(ctx, query{Text: t.Query}, judgedDepth, false)
		if err != nil {
			return eval.Metrics{}, fmt.Errorf("topic %s %q: %w", t.ID, t.Query, err)
		}
		found[t.ID] = results
	}
	return eval.Evaluate(topics, found).Mean, nil
}

// measure asks the queries of a batch one after the other: twice as they are and twice with highlights, of which the first only warms up.
func measure(ctx context.Context, e engine, b batch) (timing, error) {
	t := timing{Queries: len(b.Queries)}
	answered := 0
	for _, pass := range []struct {
		highlight bool
		into      *bench.Spread
	}{{false, &t.First}, {false, &t.Warm}, {true, nil}, {true, &t.Highlighted}} {
		runtime.GC()
		answered = 0
		var took []float64
		for _, q := range b.Queries {
			began := time.Now()
			results, err := e.search(ctx, q, 10, pass.highlight)
			took = append(took, milliseconds(time.Since(began)))
			if err != nil {
				return t, fmt.Errorf("%s %q: %w", b.Kind, q.Text, err)
			}
			if len(results) > 0 {
				answered++
			}
		}
		if pass.into != nil {
			*pass.into = bench.SpreadOf(took)
		}
	}
	t.Answered = float64(answered) / float64(max(1, len(b.Queries)))
	return t, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
