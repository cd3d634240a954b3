//go:build contract

// Tests of the API from outside. They need programs that are no part of the repository, and so the build tag contract; .ci/run has both.

package server

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAGeneratedClientGetsHits makes a client of the documents that a running server gives, with the generator pinned in
// testdata/client/go.mod, compiles it, and lets it search.
func TestAGeneratedClientGetsHits(t *testing.T) {
	base := sampleServer(t)
	for _, document := range []string{"openapi.json", "openapi-3.0.json"} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "client"))); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, document), fetch(t, base+"/api/v1/"+document), 0o600); err != nil {
			t.Fatal(err)
		}
		inClient(t, dir, "tool", "oapi-codegen", "-generate", "types,client", "-package", "main", "-o", "api.gen.go", document)
		inClient(t, dir, "vet", ".")
		got := inClient(t, dir, "run", ".", base, "dang uy khoi")
		want := "4 eq, facets of 4 years\nfirst " + realSeed + ": Các tổ chức Đảng thuộc Đảng bộ Khối Các cơ quan tỉnh tập trung tham mưu, tổ chức thực hiện hiệu quả nhiệm vụ chính trị của tỉnh\n" +
			"posted: the same first hit is true\narticle: the same title is true, published 2020-01-14\nexport: 5 lines\nrefused: q, column 6\n"
		if got != want {
			t.Errorf("%s: the client says\n%s\nwant\n%s", document, got, want)
		}
	}
}

// inClient runs the go command in the client's module.
func inClient(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// sampleServer runs a server before testdata/archive.
func sampleServer(t *testing.T) string {
	t.Helper()
	x := realIndex(t, filepath.Join(t.TempDir(), "idx"), filepath.Join("..", "..", "testdata", "archive"))
	s, err := New(x, Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, _ := running(t, s)
	return base
}

// TestTheAPIKeepsItsContract lets schemathesis ask a running server what its OpenAPI document allows and forbids. The program is found
// by $TIMBAO_SCHEMATHESIS, else by PATH.
func TestTheAPIKeepsItsContract(t *testing.T) {
	program := os.Getenv("TIMBAO_SCHEMATHESIS")
	if program == "" {
		program = "st"
	}
	dir := t.TempDir() // the program leaves files
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "contract"))); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "--no-color", "run", sampleServer(t)+"/api/v1/openapi.json", "--seed", "1", "--output-truncate", "false")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
