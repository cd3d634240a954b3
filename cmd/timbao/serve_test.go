package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// TestServeFollowsTheIndex starts the real server, searches it, builds a new generation beside it, finds the new article without a
// restart, and stops it as Ctrl-C does.
func TestServeFollowsTheIndex(t *testing.T) {
	t.Setenv("GORACE", raceOptions)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "archive", "a.txt"), "Vụ lúa được mùa\n\nBà con phấn khởi.\n")
	timbao(t, dir, "index", "archive")

	cmd := exec.Command("timbao", "serve", "--addr", "127.0.0.1:0", "--log", "off")
	cmd.Dir = dir
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(stderr)
	lines.Scan()
	url := regexp.MustCompile(`http://\S+/`).FindString(lines.Text())
	if url == "" {
		t.Fatalf("no address in %q", lines.Text())
	}
	if got := total(t, url, "lua"); got != 1 {
		t.Errorf("%d articles on lua, want 1", got)
	}
	if page := get(t, url+"?q=lua"); !regexp.MustCompile(`<mark>lúa</mark>`).MatchString(page) {
		t.Errorf("the page marks nothing:\n%s", page)
	}
	get(t, url+"healthz")
	get(t, url+"readyz")

	write(t, filepath.Join(dir, "archive", "b.txt"), "Giá lúa tăng\n\nThương lái về tận ruộng.\n")
	timbao(t, dir, "index", "archive")
	for deadline := time.Now().Add(20 * time.Second); total(t, url, "lua") != 2; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the new generation was not taken up")
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(stderr)
	if err := cmd.Wait(); err != nil {
		t.Errorf("after an interrupt: %v\n%s", err, rest)
	}
}

// timbao runs the program, which TestMain puts into PATH.
func timbao(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("timbao", args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("timbao %v: %v\n%s", args, err, out)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v\n%s", url, response.Status, err, body)
	}
	return string(body)
}

func total(t *testing.T, url, query string) int {
	t.Helper()
	var answer struct{ Total int }
	if err := json.Unmarshal([]byte(get(t, url+"api/v1/search?q="+query)), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Total
}
