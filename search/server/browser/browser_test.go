//go:build browser

package browser

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
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
	stop, err := startServer(filepath.Join(scratch, "idx"))
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

// startServer serves an index of testdata/archive; TIMBAO_SERVER_INDEX names another index, for pictures of a large archive.
func startServer(dir string) (stop func(), err error) {
	if other := os.Getenv("TIMBAO_SERVER_INDEX"); other != "" {
		dir = other
	} else if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{"../../../testdata/archive"}}); err != nil {
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
