package main

import "syscall"

// peakMemory is the greatest resident set of this process so far, in bytes, 0 if unknown.
func peakMemory() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return usage.Maxrss
}
