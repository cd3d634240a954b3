//go:build !linux && !darwin

package bench

// PeakMemory is unknown on this system.
func PeakMemory() int64 { return 0 }

func resetPeak() {}

// resident is unknown on this system.
func resident(string) (all, mapped, mappedIn int64) { return 0, 0, 0 }

// cpuSeconds is unknown on this system.
func cpuSeconds() float64 { return 0 }

func dropCache(string) error { return ErrDropCache }
