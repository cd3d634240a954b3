package vietnamese

// ExpansionMatcher follows a stream of syllables and says when the expansion of an acronym ends.
type ExpansionMatcher struct{ state int32 }

// NewExpansionMatcher makes a matcher over the table of acronyms.
func NewExpansionMatcher() *ExpansionMatcher { return &ExpansionMatcher{} }

// Reset forgets the syllables seen, as at the start of another text.
func (m *ExpansionMatcher) Reset() { m.state = 0 }

// Next takes the next term and gives the acronyms whose expansion ends with it; the slice must not be changed.
func (m *ExpansionMatcher) Next(term string) []Acronym { return nil }
