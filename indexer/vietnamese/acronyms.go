package vietnamese

// Acronym is one meaning of an acronym.
type Acronym struct {
	Short     string // HĐND
	Expansion string // hội đồng nhân dân
	Ambiguous bool   // the acronym has other meanings too, so that this one is a guess
}

// Expansions gives the meanings of an acronym, commonest first.
func Expansions(short string) []Acronym { return nil }

// AcronymsOf gives the acronyms whose expansion is exactly these syllables.
func AcronymsOf(syllables []string) []Acronym { return nil }

// Acronyms gives the whole table.
func Acronyms() []Acronym { return nil }
