package correct_test

import (
	"context"
	"fmt"
	"os"
	"testing"
)

// folder is where the tests' archive is made.
var (
	folder string
	ctx    = context.Background()
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if folder, err = os.MkdirTemp("", "timbao-correct"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	return m.Run()
}
