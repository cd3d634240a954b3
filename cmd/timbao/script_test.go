package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"timbao/indexer/generation"
)

var update = flag.Bool("update", false, "write what the stories print into their expected files")

// TestMain lets this test binary be the program too: the stories run it as the command timbao.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"timbao": main})
}

// TestStories runs the user stories of testdata/scripts with the real program. A story has, beside testscript's own commands:
//
//	exits CODE COMMAND…                 run a command and require its exit code
//	signal NAME CODE GLOB COMMAND…      run a command, send it a signal once a file that fits GLOB is there, require its exit code
//	locked DIR CODE COMMAND…            run a command while another process writes that index, require its exit code
//	articles FILE N                     write N invented articles as JSON lines
//	bytes FILE HEX                      write a file of these bytes
//	until REGEXP COMMAND…               run a command again and again until what it prints matches, 20 seconds at most
//
// $ARCHIVE is testdata/archive, $FORMATS testdata/formats.
func TestStories(t *testing.T) {
	archive, err := filepath.Abs(filepath.Join("..", "..", "testdata", "archive"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("..", "..", "testdata", "scripts"),
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ARCHIVE", archive)
			env.Setenv("FORMATS", filepath.Join(filepath.Dir(archive), "formats"))
			env.Setenv("TERM", "xterm-256color")
			env.Setenv("NO_COLOR", "")
			env.Setenv("PAGER", "")
			env.Setenv("GORACE", raceOptions)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    cmdExits,
			"signal":   cmdSignal,
			"locked":   cmdLocked,
			"articles": cmdArticles,
			"bytes":    cmdBytes,
			"until":    cmdUntil,
		},
	})
}

// raceOptions keeps the race detector from waiting a second at the end of every process.
const raceOptions = "atexit_sleep_ms=0"

func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	requireExit(ts, args[0], ts.Exec(args[1], args[2:]...))
}

// requireExit fails the story unless a command ended with a code.
func requireExit(ts *testscript.TestScript, code string, err error) {
	want, atoiErr := strconv.Atoi(code)
	ts.Check(atoiErr)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func cmdSignal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: signal NAME CODE GLOB COMMAND…")
	}
	sig, ok := map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM, "KILL": os.Kill}[args[0]]
	if !ok {
		ts.Fatalf("no signal %q", args[0])
	}
	path, err := exec.LookPath(args[3])
	ts.Check(err)
	cmd := exec.Command(path, args[4:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
	ts.Check(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	deadline := time.After(time.Minute)
	for seen := false; !seen; {
		select {
		case err := <-ended:
			ts.Fatalf("%s ended before %s was there: %v", args[3], args[2], err)
		case <-deadline:
			_ = cmd.Process.Kill()
			ts.Fatalf("%s did not appear within a minute", args[2])
		case <-time.After(time.Millisecond):
			found, err := filepath.Glob(ts.MkAbs(args[2]))
			ts.Check(err)
			seen = len(found) > 0
		}
	}
	ts.Check(cmd.Process.Signal(sig))
	requireExit(ts, args[1], <-ended)
}

func cmdLocked(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: locked DIR CODE COMMAND…")
	}
	store, err := generation.Create(context.Background(), ts.MkAbs(args[0]), generation.Options{})
	ts.Check(err)
	draft, err := store.BeginEmpty(context.Background())
	ts.Check(err)
	err = ts.Exec(args[2], args[3:]...)
	ts.Check(draft.Discard())
	requireExit(ts, args[1], err)
}

func cmdArticles(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: articles FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := bufio.NewWriter(file)
	e := json.NewEncoder(w)
	for i := range n {
		ts.Check(e.Encode(inventedArticle(i)))
	}
	ts.Check(w.Flush())
	ts.Check(file.Close())
}

func cmdBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE HEX")
	}
	data, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

func cmdUntil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: until REGEXP COMMAND…")
	}
	want, err := regexp.Compile("(?m)" + args[0])
	ts.Check(err)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		err := ts.Exec(args[1], args[2:]...)
		if want.MatchString(ts.ReadFile("stdout")) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s never printed %s (%v)", args[1], args[0], err)
		}
	}
}

// inventedArticle is one of many articles that differ in their words, so that indexing them is real work.
func inventedArticle(i int) map[string]any {
	words := []string{"lúa", "xã", "tỉnh", "mưa", "cầu", "chợ", "trường", "đường", "sông", "hội nghị", "bà con", "vụ mùa", "kế hoạch"}
	body := make([]string, 0, 4)
	for p := range 4 {
		text := ""
		for w := range 60 {
			text += words[(i*7+p*3+w*w)%len(words)] + " "
			if w%9 == 0 {
				text += strconv.Itoa(i*31+w) + " "
			}
		}
		body = append(body, text)
	}
	return map[string]any{
		"id": fmt.Sprintf("made-%06d", i), "title": fmt.Sprintf("Bản tin số %d", i), "lead": "Tin trong ngày.", "body": body,
	}
}
