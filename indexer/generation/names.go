package generation

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// The names in an index folder. They are part of the format on disk.
const (
	currentName  = "CURRENT"
	lockName     = "lock"
	manifestName = "manifest.json"
	genPrefix    = "gen-"
	draftSuffix  = ".tmp"
	currentAside = currentName + draftSuffix
	nothingYet   = "none" // in CURRENT until the first publish; no changed bit makes it of a generation's name
	maxCurrent   = 64     // bytes; more can't be a CURRENT
	numberBits   = 62     // of a generation's number, so that the next one is always a number too
	dirPerm      = 0o755
	filePerm     = 0o644
)

// genName is the folder name of a generation: gen-000017.
func genName(n uint64) string { return fmt.Sprintf("%s%06d", genPrefix, n) }

// draftName is the folder name of a draft: gen-000018.tmp.
func draftName(n uint64) string { return genName(n) + draftSuffix }

// parseGen reads a folder name back. Only the exact form counts, so that two names never mean one generation.
func parseGen(name string) (n uint64, draft, ok bool) {
	base, draft := strings.CutSuffix(name, draftSuffix)
	n, err := strconv.ParseUint(strings.TrimPrefix(base, genPrefix), 10, numberBits)
	if err != nil || genName(n) != base {
		return 0, draft, false
	}
	return n, draft, true
}

// currentLine is the content of CURRENT for a generation; 0 means that there is none yet.
func currentLine(n uint64) []byte {
	if n == 0 {
		return []byte(nothingYet + "\n")
	}
	return []byte(genName(n) + "\n")
}

// parseCurrent reads the content of CURRENT. A line without its end is a cut file, not a generation.
func parseCurrent(raw []byte) (uint64, bool) {
	n, _, _ := parseGen(strings.TrimSuffix(string(raw), "\n"))
	if string(currentLine(n)) != string(raw) {
		return 0, false
	}
	return n, true
}

// readCurrent returns the bytes of CURRENT, which must be a file, not a link.
func readCurrent(root *os.Root) ([]byte, error) {
	f, err := openRegular(root, currentName)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxCurrent))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", currentName, err)
	}
	return raw, nil
}

// openRegular opens a file for reading and refuses links and special files.
func openRegular(root *os.Root, name string) (*os.File, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file: %w", name, ErrDamaged)
	}
	return root.Open(name)
}

// entry is a generation or draft found in the folder.
type entry struct {
	n     uint64
	name  string
	draft bool
}

// entries lists the generations and drafts of a folder, and whether anything else than an index's own files is in it.
func entries(root *os.Root) (found []entry, foreign bool, err error) {
	list, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, false, fmt.Errorf("list index folder: %w", err)
	}
	for _, e := range list {
		n, draft, ok := parseGen(e.Name())
		switch {
		case ok && e.IsDir():
			found = append(found, entry{n, e.Name(), draft})
		case e.Name() != currentName && e.Name() != currentAside && e.Name() != lockName:
			foreign = true
		}
	}
	return found, foreign, nil
}

// openDir opens the index folder; a missing one is no index.
func openDir(dir string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	if err == nil {
		return root, nil
	}
	info, statErr := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) || (statErr == nil && !info.IsDir()) {
		return nil, noIndex(dir, "the folder is missing")
	}
	return nil, fmt.Errorf("open index folder: %w", err)
}

func noIndex(dir, why string) error {
	return fmt.Errorf("%s: %w (%s); make one with `timbao index`", dir, ErrNoIndex, why)
}
