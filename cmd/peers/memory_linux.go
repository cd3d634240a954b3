package main

import (
	"os"
	"strconv"
	"strings"
)

// peakMemory is the greatest resident set of this process so far, in bytes, 0 if unknown. What getrusage says is of no use here: a
// process starts with the peak of the one that started it.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			return n << 10
		}
	}
	return 0
}
