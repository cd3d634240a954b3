//go:build !unix

package search_test

import "time"

// cpuTime is not known here; measure on Unix.
func cpuTime() time.Duration { return 0 }
