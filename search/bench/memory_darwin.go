package bench

import "golang.org/x/sys/unix"

// PeakMemory is the greatest resident set of this process so far, in bytes, 0 if unknown.
func PeakMemory() int64 {
	var usage unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return usage.Maxrss
}

func resetPeak() {} // this system keeps one peak for a process

// resident is unknown on this system.
func resident(string) (all, mapped, mappedIn int64) { return 0, 0, 0 }

func dropCache(string) error { return ErrDropCache }
