package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"timbao/indexer/vietnamese"
	"timbao/search/eval"
)

// comparison is a comparison under way.
type comparison struct {
	*options
	report *report
	dir    string            // of all that is written
	files  []string          // of the corpus
	corpus map[string]string // folder of each engine's index of the corpus; none if it failed
	stderr io.Writer
}

// compare makes all measurements, one after the other. Unless JSON is wanted each part's table is printed as soon as it is known.
// An engine that fails is reported and left out of what follows.
func compare(ctx context.Context, o *options, stdout, stderr io.Writer) (_ *report, err error) {
	dir, err := os.MkdirTemp(o.Temp, "peers-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	sampler := newSampler(o.Queries)
	described, err := scan([]string{o.Corpus}, sampler)
	if err != nil {
		return nil, err
	}
	c := &comparison{options: o, dir: dir, files: []string{o.Corpus}, corpus: map[string]string{}, stderr: stderr}
	if o.Copies > 1 {
		if err := c.multiply(&described); err != nil {
			return nil, err
		}
	}
	c.report = &report{Machine: describeMachine(), Corpus: described}
	show := func(part func(io.Writer)) {
		if !o.JSON && ctx.Err() == nil {
			part(stdout)
		}
	}
	show(c.report.printHead)
	c.ingest(ctx)
	show(c.report.printIngest)
	for i, set := range o.Sets {
		if ctx.Err() != nil {
			return c.report, ctx.Err()
		}
		if err := c.relevance(ctx, i, set); err != nil {
			return c.report, err
		}
	}
	show(c.report.printRelevance)
	if batches := sampler.batches(o.Queries); len(batches) > 0 {
		c.latency(ctx, batches)
		show(c.report.printLatency)
	}
	show(c.report.printProblems)
	return c.report, ctx.Err()
}

// multiply makes the corpus one of copies.
func (c *comparison) multiply(described *corpus) error {
	file := filepath.Join(c.dir, "copies.jsonl")
	if err := multiply(file, c.files, c.Copies); err != nil {
		return err
	}
	c.files = []string{file}
	described.Copies = c.Copies
	described.Articles *= c.Copies
	described.TextBytes *= int64(c.Copies)
	return nil
}

// do has a job done. A failure becomes a problem of the report, and nil is returned.
func (c *comparison) do(ctx context.Context, part string, j job) *outcome {
	if ctx.Err() != nil {
		return nil
	}
	fmt.Fprintf(c.stderr, "%s: %s\n", part, j.Engine)
	o, err := j.start(ctx, c.stderr)
	if ctx.Err() != nil {
		return nil // interrupted, and no fault of the engine
	}
	if err != nil {
		c.problem(part, err)
		return nil
	}
	return o
}

func (c *comparison) problem(part string, err error) {
	fmt.Fprintf(c.stderr, "%s: %v\n", part, err)
	c.report.Problems = append(c.report.Problems, fmt.Sprintf("%s: %v", part, err))
}

// ingest indexes the corpus with each engine.
func (c *comparison) ingest(ctx context.Context) {
	for _, name := range c.Engines {
		dir := filepath.Join(c.dir, "corpus-"+name)
		o := c.do(ctx, "ingest", job{Engine: name, Dir: dir, Build: c.files})
		if o == nil {
			continue
		}
		c.corpus[name] = dir
		size, err := folderSize(dir)
		if err != nil {
			c.problem("size of the index", err)
		}
		text := float64(c.report.Corpus.TextBytes)
		c.report.Ingest = append(c.report.Ingest, ingestRow{
			Engine: name, MBPerSecond: text / 1e6 / o.BuildSeconds, Seconds: o.BuildSeconds, CPUSeconds: o.CPUSeconds,
			PeakMemory: o.PeakMemory, IndexBytes: size, IndexShare: float64(size) / text,
		})
	}
}

// latency times the queries on each engine's index of the corpus.
func (c *comparison) latency(ctx context.Context, batches []batch) {
	byEngine := map[string]*outcome{}
	for _, name := range c.Engines {
		if dir := c.corpus[name]; dir != "" {
			if o := c.do(ctx, "latency", job{Engine: name, Dir: dir, Batches: batches}); o != nil {
				byEngine[name] = o
				c.report.Readers = append(c.report.Readers, readerRow{Engine: name, OpenMS: o.OpenMS, PeakMemory: o.PeakMemory})
			}
		}
	}
	for i, b := range batches {
		for _, name := range c.Engines {
			if o := byEngine[name]; o != nil {
				c.report.Latency = append(c.report.Latency, latencyRow{Kind: b.Kind, Typing: b.Typing, Engine: name, timing: o.Timings[i]})
			}
		}
	}
}

// relevance asks each engine the topics of a set.
func (c *comparison) relevance(ctx context.Context, number int, set topicSet) error {
	topics, err := readTopics(set.Topics)
	if err != nil {
		return err
	}
	files := set.Docs
	if !set.Alone {
		files = append([]string{c.Corpus}, files...)
	}
	if set.DropTitles {
		untitled := filepath.Join(c.dir, "untitled.jsonl")
		if err := dropTitles(untitled, files); err != nil {
			return err
		}
		files = []string{untitled}
	}
	for _, name := range c.Engines {
		dir := c.corpus[name]
		if !slices.Equal(files, c.files) {
			dir = filepath.Join(c.dir, fmt.Sprintf("set%d-%s", number, name))
			if c.do(ctx, set.name()+", index", job{Engine: name, Dir: dir, Build: files}) == nil {
				continue
			}
		}
		if dir == "" {
			continue
		}
		if o := c.do(ctx, set.name(), job{Engine: name, Dir: dir, Topics: topics}); o != nil {
			for _, typing := range []string{accented, bare} {
				c.report.Relevance = append(c.report.Relevance,
					relevanceRow{Topics: set.name(), Typing: typing, Engine: name, Metrics: o.Metrics[typing]})
			}
		}
		if dir != c.corpus[name] {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
		}
	}
	return nil
}

const topicsSuffix = ".topics.jsonl"

func (t topicSet) name() string {
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(t.Topics), topicsSuffix), ".jsonl")
	if t.DropTitles {
		name += " (no titles)"
	}
	return name
}

// readTopics reads topics and their bare twin, which is made if there is no file of it.
func readTopics(name string) (map[string][]eval.Topic, error) {
	topics, err := readTopicsFile(name)
	if err != nil {
		return nil, err
	}
	twin, err := readTopicsFile(strings.TrimSuffix(name, topicsSuffix) + ".unaccented" + topicsSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
		for _, t := range topics {
			t.Query = vietnamese.Fold(t.Query)
			twin = append(twin, t)
		}
	}
	return map[string][]eval.Topic{accented: topics, bare: twin}, err
}

func readTopicsFile(name string) ([]eval.Topic, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	topics, err := eval.ReadTopics(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return topics, nil
}

// folderSize adds up the files below a folder.
func folderSize(dir string) (int64, error) {
	var size int64
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
