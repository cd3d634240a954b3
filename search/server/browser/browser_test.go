//go:build browser

package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"timbao/indexer"
	"timbao/search"
	"timbao/search/server"
)

// What all tests share: one browser, one server before an index of testdata/archive, the text of axe-core.
var (
	chrome  context.Context
	address string
	axe     string
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser tests:", err)
		code = 1
	}
	os.Exit(code)
}

// run sets up what the tests share, and runs them.
func run(m *testing.M) (int, error) {
	script := os.Getenv("TIMBAO_AXE")
	if script == "" {
		return 1, fmt.Errorf("TIMBAO_AXE does not say where axe.min.js is (.ci/run fetches it)")
	}
	data, err := os.ReadFile(script)
	if err != nil {
		return 1, fmt.Errorf("read axe-core: %w", err)
	}
	axe = string(data)
	scratch, err := os.MkdirTemp("", "timbao-browser")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(scratch)
	stop, err := startServer(scratch)
	if err != nil {
		return 1, err
	}
	defer stop()
	closeBrowser, err := startBrowser(filepath.Join(scratch, "profile"))
	if err != nil {
		return 1, err
	}
	defer closeBrowser()
	return m.Run(), nil
}

// startServer serves an index of testdata/archive and of two later versions of one of its stories.
func startServer(scratch string) (stop func(), err error) {
	dir := filepath.Join(scratch, "idx")
	if err := makeIndex(dir, filepath.Join(scratch, "versions.jsonl")); err != nil {
		return nil, err
	}
	x, err := search.Open(dir, nil)
	if err != nil {
		return nil, err
	}
	s, err := server.New(x, server.Options{Title: "Báo Thạch Giang"})
	if err != nil {
		return nil, err
	}
	web := httptest.NewServer(s)
	address = web.URL
	return func() {
		web.Close()
		x.Close()
	}, nil
}

// makeIndex indexes the archive, and then the versions, which it writes first.
func makeIndex(dir, versions string) error {
	ctx := context.Background()
	if _, err := indexer.Run(ctx, indexer.Options{Dir: dir, Paths: []string{"../../../testdata/archive"}}); err != nil {
		return err
	}
	x, err := search.Open(dir, nil)
	if err != nil {
		return err
	}
	defer x.Close()
	a, err := x.Get(ctx, seedID)
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	for i, more := range []string{"Tin cập nhật lúc 21 giờ.", "Tin cập nhật sáng 15-1."} {
		line := map[string]any{"id": fmt.Sprintf("ban-tin/%d", i+1), "title": a.Title, "lead": a.Lead, "body": strings.Join(append(a.Body, more), "\n\n"), "date": fmt.Sprintf("2020-01-%d", 15+i)}
		if err := json.NewEncoder(&lines).Encode(line); err != nil {
			return err
		}
	}
	if err := os.WriteFile(versions, lines.Bytes(), 0o600); err != nil {
		return err
	}
	_, err = indexer.Run(ctx, indexer.Options{Dir: dir, Paths: []string{versions}})
	return err
}

// startBrowser starts the Chromium that all tabs belong to.
func startBrowser(profile string) (stop func(), err error) {
	name := os.Getenv("TIMBAO_CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("no browser: %w (apt-get install chromium, or name one in TIMBAO_CHROMIUM)", err)
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(profile),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox) // Chromium refuses to run as root with it
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		stopAllocator()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	chrome = ctx
	return func() {
		cancel()
		stopAllocator()
	}, nil
}
