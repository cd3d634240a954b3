package bench

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// PeakMemory is the greatest resident set of this process so far, in bytes, 0 if unknown. What getrusage says is of no use
// here: a process starts with the peak of the one that started it.
func PeakMemory() int64 { return status("VmHWM") }

// resetPeak makes the resident set of now the peak.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// status is a size from the system's account of this process, in bytes, 0 if unknown.
func status(name string) int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return kilobytes(value)
		}
	}
	return 0
}

// kilobytes reads "  123 kB", in bytes.
func kilobytes(s string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "kB")), 10, 64)
	return n << 10
}

// resident is the resident set of this process, and what of a folder's files is mapped and in memory.
func resident(dir string) (all, mapped, mappedIn int64) {
	all = status("VmRSS")
	dir, err := filepath.Abs(dir)
	if err != nil {
		return all, 0, 0
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		return all, 0, 0
	}
	defer file.Close()
	ours := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if name, value, ok := strings.Cut(line, ":"); ok && !strings.Contains(name, " ") {
			switch {
			case ours && name == "Size":
				mapped += kilobytes(value)
			case ours && name == "Rss":
				mappedIn += kilobytes(value)
			}
			continue
		}
		ours = strings.Contains(line, " "+dir+string(filepath.Separator))
	}
	return all, mapped, mappedIn
}

// dropCache asks the system to forget what it holds of a folder's files. Nobody may have them mapped.
func dropCache(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		// What was written but is not on disk yet can't be forgotten.
		if err := unix.Fdatasync(int(file.Fd())); err != nil {
			return err
		}
		return unix.Fadvise(int(file.Fd()), 0, 0, unix.FADV_DONTNEED)
	})
}
