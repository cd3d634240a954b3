package bench

import (
	"fmt"
	"time"
)

// busyness sums up what tells a quiet machine from a busy one.
type busyness struct {
	cpu, wall  float64 // seconds
	warm, best float64 // milliseconds, means
}

func (t *busyness) add(cpu float64, wall time.Duration, warm, best []float64) {
	t.cpu += cpu
	t.wall += wall.Seconds()
	t.warm += mean(warm)
	t.best += mean(best)
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(max(1, len(values)))
}

func (t *busyness) cpuShare() float64 { return t.cpu / max(t.wall, 1e-9) }

func (t *busyness) warmByBest() float64 { return t.warm / max(t.best, 1e-9) }

// Beyond these a machine is said to be busy: a search alone gets nearly all of a processor on a quiet one.
const (
	quietShare = 0.9
	quietRatio = 1.3
)

// notes are what the figures can't tell.
func (b *bench) notes() []string {
	busy := b.report.Busy
	var notes []string
	if busy.CPUShare > 0 && busy.CPUShare < quietShare {
		notes = append(notes, fmt.Sprintf("The machine was busy: while searching alone, the program got %.0f %% of one processor. "+
			"The columns of best times come nearest to a quiet machine; throughput is too low.", 100*busy.CPUShare))
	}
	if cpus := b.report.Machine.CPUs; busy.Load > float64(cpus)/2 {
		notes = append(notes, fmt.Sprintf("In the minute before, %.1f programs on average wanted one of %d processors.", busy.Load, cpus))
	}
	if busy.WarmByBest > quietRatio {
		notes = append(notes, fmt.Sprintf("A search took %.1f times as long on average as at its best. What others on the machine "+
			"did, and the collecting of garbage, can't be told apart here.", busy.WarmByBest))
	}
	if b.DropCache {
		notes = append(notes, "Cold is the first use after opening, with files that the system was asked to forget; on a virtual machine the host may still have had them.")
	} else {
		notes = append(notes, "Cold is the first use after opening. The system may well have had the files in memory: it is not the first use after a reboot.")
	}
	if b.drawn {
		notes = append(notes, "The queries were drawn from the archive, so nearly all find something. What people type may be slower or faster.")
	}
	return notes
}
