package generation

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary runs itself again as a writer that dies or as one that holds the lock. These variables tell it so.
const (
	childVar  = "TIMBAO_GENERATION_CHILD" // "die" or "hold"
	dirVar    = "TIMBAO_GENERATION_DIR"
	stepVar   = "TIMBAO_GENERATION_STEP" // at which step to die
	exitDied  = 17
	published = "published"
	holding   = "holding"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childVar) {
	case "die":
		os.Exit(dieAtStep(os.Getenv(dirVar), os.Getenv(stepVar)))
	case "hold":
		os.Exit(holdLock(os.Getenv(dirVar)))
	}
	os.Exit(m.Run())
}

// dieAtStep publishes and is gone in the middle of it, without a chance to clean up.
func dieAtStep(dir, step string) int {
	at, err := strconv.Atoi(step)
	if err != nil {
		return 1
	}
	s := quickStore(dir, testOptions())
	s.step = func(string) error {
		if at--; at < 0 {
			os.Exit(exitDied)
		}
		return nil
	}
	if err := writeTwo(context.Background(), s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(published)
	return 0
}

// writeTwo makes the index if need be and publishes the contents two.
func writeTwo(ctx context.Context, s *Store) error {
	if err := os.MkdirAll(s.dir, dirPerm); err != nil {
		return err
	}
	if err := s.create(ctx); err != nil {
		return err
	}
	_, err := publishContent(ctx, s, two)
	return err
}

func holdLock(dir string) int {
	s, err := Open(dir, testOptions())
	if err != nil {
		return 1
	}
	if _, err := s.Begin(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(holding)
	time.Sleep(time.Minute) // the test kills it long before
	return 0
}

func child(t *testing.T, mode, dir string, step int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), childVar+"="+mode, dirVar+"="+dir, stepVar+"="+strconv.Itoa(step),
		"GORACE=atexit_sleep_ms=0")
	return cmd
}

// recordSteps returns the steps of a whole run.
func recordSteps(t *testing.T, s *Store) []string {
	t.Helper()
	var steps []string
	s.step = func(op string) error {
		steps = append(steps, op)
		return nil
	}
	must(t, writeTwo(t.Context(), s))
	return steps
}

// A state is an index before a run: with a generation or nothing at all.
var states = []struct {
	name string
	make func(t *testing.T) *Store
}{
	{"update", func(t *testing.T) *Store {
		s := newIndex(t, testOptions())
		mustPublish(t, s, one)
		return s
	}},
	{"first", func(t *testing.T) *Store { return quickStore(filepath.Join(t.TempDir(), "idx"), testOptions()) }},
}

func TestKilledAtEachStep(t *testing.T) {
	for _, state := range states {
		steps := recordSteps(t, state.make(t))
		for i := range len(steps) + 1 {
			name := "end"
			if i < len(steps) {
				name = steps[i]
			}
			t.Run(fmt.Sprintf("%s/%02d %s", state.name, i, name), func(t *testing.T) {
				t.Parallel()
				s := state.make(t)
				out, err := child(t, "die", s.dir, i).Output()
				acknowledged := strings.Contains(string(out), published)
				var exit *exec.ExitError
				if died := errors.As(err, &exit) && exit.ExitCode() == exitDied; died == acknowledged || acknowledged != (i == len(steps)) {
					t.Fatalf("child: %v, says %q", err, out)
				}
				afterwards(t, s, state.name == "first", acknowledged)
			})
		}
	}
}

// afterwards proves what a run that broke off must leave: the old or the new, whole, and an index that can be written again.
func afterwards(t *testing.T, s *Store, first, acknowledged bool) {
	t.Helper()
	s = quickStore(s.dir, testOptions())
	if _, err := s.Current(); !first || acknowledged || !errors.Is(err, ErrNoIndex) {
		if which := wantContent(t, s, two, one); acknowledged && which != 0 {
			t.Error("an acknowledged publish is lost")
		}
		wantSound(t, s)
	}
	again := quickStore(s.dir, testOptions())
	must(t, again.create(t.Context()))
	g := mustPublish(t, again, one)
	wantContent(t, again, one)
	wantSound(t, again)
	wantNames(t, again, "CURRENT", genName(g.Number), "lock")
}

func TestErrorAtEachStep(t *testing.T) {
	injected := errors.New("injected")
	for _, state := range states {
		steps := recordSteps(t, state.make(t))
		for i := range steps {
			for _, lasting := range []bool{false, true} {
				if lasting && state.name == "first" {
					continue // nothing to lose
				}
				t.Run(fmt.Sprintf("%s/%02d %s/lasting=%v", state.name, i, steps[i], lasting), func(t *testing.T) {
					t.Parallel()
					s, at := state.make(t), -1
					s.step = func(string) error {
						if at++; at == i || (lasting && at > i) {
							return injected
						}
						return nil
					}
					err := writeTwo(t.Context(), s)
					if err != nil && !errors.Is(err, injected) {
						t.Errorf("error is %v", err)
					}
					if err != nil && !lasting && state.name == "update" {
						wantContent(t, quickStore(s.dir, testOptions()), one)
					}
					afterwards(t, s, state.name == "first", err == nil)
				})
			}
		}
	}
}

// TestOrderOfPublishing proves that nothing is named before it is durable.
func TestOrderOfPublishing(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	steps := recordSteps(t, s)
	want := []string{
		"load gen-000001", "make gen-000002.tmp",
		"clone index_meta.json", "clone root.bolt", "clone store/000001.zap", "clone store/000002.zap",
		"sync index_meta.json", "sync root.bolt", "sync store/000003.zap", // and not 000002, which is shared
		"syncdir gen-000002.tmp/store", "write manifest.json", "syncdir gen-000002.tmp",
		"rename gen-000002", "syncdir .",
		"write CURRENT.tmp", "swap CURRENT", "syncdir after swap",
		"retire gen-000001", "remove gen-000001.tmp",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("steps are\n%q, want\n%q", steps, want)
	}
}

// TestEverythingIsSynced looks at what is asked of the disk, and at what happens when the disk refuses one thing.
func TestEverythingIsSynced(t *testing.T) {
	run := func(t *testing.T, refuse int) (synced []string, s *Store, err error) {
		s = newIndex(t, testOptions())
		mustPublish(t, s, one)
		s.fsync = func(f *os.File) error {
			rel, _ := filepath.Rel(s.dir, f.Name())
			synced = append(synced, filepath.ToSlash(rel))
			if len(synced)-1 == refuse {
				return syscall.EIO
			}
			return f.Sync()
		}
		_, err = publishContent(t.Context(), s, two)
		return synced, s, err
	}
	synced, _, err := run(t, -1)
	must(t, err)
	want := 8 // three files, two folders, the manifest, CURRENT, the index folder before and after
	if foldersSync {
		want = 9
	}
	if len(synced) < want-4 || (foldersSync && len(synced) != want) {
		t.Fatalf("synced are %q", synced)
	}
	for i, name := range synced {
		_, s, err := run(t, i)
		if !errors.Is(err, syscall.EIO) {
			t.Errorf("%s can't be synced: error is %v", name, err)
		}
		wantContent(t, s, one)
		wantNames(t, s, "CURRENT", "gen-000001", "lock")
	}
}

func TestLockedByAnotherProcess(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	cmd := child(t, "hold", s.Dir(), 0)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	defer func() { _ = cmd.Process.Kill() }()
	line := make([]byte, len(holding))
	if _, err := out.Read(line); err != nil || string(line) != holding {
		t.Fatalf("child says %q, %v", line, err)
	}
	started := time.Now()
	_, err = s.Begin(t.Context())
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("refused after %v", took)
	}
	wantIs(t, err, ErrLocked)
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != cmd.Process.Pid || time.Since(locked.Since) > time.Minute {
		t.Errorf("error is %#v, holder is %d", locked, cmd.Process.Pid)
	}
	if !strings.Contains(err.Error(), strconv.Itoa(cmd.Process.Pid)) {
		t.Errorf("message %q doesn't name the holder", err)
	}
	wantContent(t, s, one) // readers don't wait for writers
	wantNames(t, s, "CURRENT", "gen-000001", "gen-000002.tmp", "lock")
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
	mustPublish(t, s, two)
	wantContent(t, s, two)
	wantNames(t, s, "CURRENT", "gen-000002", "lock")
}
