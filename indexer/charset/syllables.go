package charset

import (
	_ "embed" // the table of syllables
	"strconv"
	"strings"
	"sync"
)

//go:embed syllables.txt
var syllablesFile string

// syllables gives how rare each syllable is, in nats; it is read when the first text has to be judged.
var syllables = sync.OnceValue(func() map[string]uint8 {
	rare := make(map[string]uint8, 6000)
	for line := range strings.Lines(syllablesFile) {
		words := strings.Fields(line)
		if words[0] == "#" {
			continue
		}
		nats, err := strconv.ParseUint(words[0], 10, 8)
		if err != nil {
			panic(err) // the table is part of the program, and tested
		}
		for _, w := range words[1:] {
			rare[w] = uint8(nats)
		}
	}
	return rare
})
