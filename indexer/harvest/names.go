package harvest

import (
	"encoding/binary"
	"slices"
	"strings"

	"timbao/indexer/suggestion"
	"timbao/indexer/vietnamese"
)

// What makes a name.
const (
	maxName      = 6    // words
	leastNamed   = 3    // articles of the sample
	leastFull    = 2    // the same for family name, middle name and given name
	leastWord    = 5    // the same for a name of one word
	leastShare   = 0.4  // of the articles with its words that have it as a name
	castVotes    = 0.2  // share of its articles in which a cue says what it is a name of
	addressed    = 0.02 // share of its articles in which a person is addressed
	mostFollowed = 0.5  // share above which the word beside a name belongs to it
)

// name is a run of words with capitals.
type name struct {
	words        []uint32
	docs, last   uint32
	cued         [cueKinds]uint32 // occurrences behind each cue
	next, before vote
	pattern      patterns
}

// vote finds the majority of what it is shown: the winner, and how far it leads.
type vote struct{ winner, lead uint32 }

func (v *vote) cast(x uint32) {
	switch {
	case v.lead == 0:
		v.winner, v.lead = x, 1
	case v.winner == x:
		v.lead++
	default:
		v.lead--
	}
}

// namer collects names from the sample.
type namer struct {
	s     *sample
	cues  cues
	byKey map[string]*name
	key   []byte
}

func newNamer(s *sample) *namer {
	return &namer{s: s, cues: newCues(s.lexicon), byKey: map[string]*name{}}
}

// observe looks at every run of capitals in the sample.
func (n *namer) observe() {
	n.s.eachArticle(func(doc uint32, from, to int) {
		for i := from; i < to; {
			end := n.run(i, to)
			if begin := n.begin(i, end); begin < end && !n.isDoubtful(begin, from) {
				n.add(doc, from, begin, end, to)
			}
			i = max(end, i+1)
		}
	})
}

// run is where the capitals that begin at a word end; i for none.
func (n *namer) run(i, to int) int {
	t := n.s.tokens
	if t[i] == gap || !t[i].is(upper) || t[i].is(opening) && !n.opensName(i, to) {
		return i
	}
	end := i + 1
	for end < to && t[end] != gap && (t[end].is(upper) || n.isNumber(end)) && t[end].glue() != ". " {
		end++
	}
	for n.isNumber(end-1) && !t[end-1].joined() && end-i < 3 {
		end-- // SEA Games 29 is a name; the number behind one word often is a page or a date
	}
	return end
}

// begin passes over the words at the beginning of a run that say what the name behind them is of: Quận Cầu Giấy, TP Huế.
func (n *namer) begin(i, end int) int {
	if end-i > 1 && n.cues.unit[n.s.tokens[i].term()] {
		return i + 1
	}
	return i
}

// opensName says whether a sentence begins with a name: with a family name and another capital.
func (n *namer) opensName(i, to int) bool {
	t := n.s.tokens
	return n.cues.surname[t[i].term()] && i+1 < to && t[i+1] != gap && t[i+1].is(upper)
}

// isDoubtful says whether the name may have begun with the word before, whose capital may be that of a sentence.
func (n *namer) isDoubtful(i, from int) bool {
	if i == from || n.s.tokens[i-1] == gap || !n.s.tokens[i-1].is(opening) {
		return false
	}
	before := n.s.tokens[i-1].term()
	return !n.cues.function[before] && n.cues.one[before] == cueNone
}

func (n *namer) isNumber(i int) bool {
	return n.s.tokens[i] != gap && n.s.kinds[n.s.tokens[i].term()] == vietnamese.Number
}

// add notes an occurrence of a name.
func (n *namer) add(doc uint32, from, i, end, to int) {
	if end-i > maxName {
		return
	}
	x := n.name(n.s.tokens[i:end])
	if x.last != doc {
		x.last = doc
		x.docs++
	}
	x.pattern.add(n.s.tokens[i:end])
	c := n.cues.before(n.s.tokens[from:i])
	x.cued[c]++
	if c == cueNone {
		x.before.cast(neighbour(n.s.tokens, i-1, from, to))
	}
	x.next.cast(neighbour(n.s.tokens, end, from, to))
}

// name finds the name of some words, or begins one.
func (n *namer) name(tokens []token) *name {
	n.key = n.key[:0]
	for _, t := range tokens {
		n.key = binary.LittleEndian.AppendUint32(n.key, t.term())
	}
	x, ok := n.byKey[string(n.key)]
	if !ok {
		x = &name{words: make([]uint32, len(tokens))}
		for i, t := range tokens {
			x.words[i] = t.term()
		}
		n.byKey[string(n.key)] = x
	}
	return x
}

// lookup gives the articles of the sample with a name.
func (n *namer) lookup(words []uint32) uint32 {
	n.key = n.key[:0]
	for _, w := range words {
		n.key = binary.LittleEndian.AppendUint32(n.key, w)
	}
	if x, ok := n.byKey[string(n.key)]; ok {
		return x.docs
	}
	return 0
}

// neighbour is the term at i, none where there is no word.
func neighbour(tokens []token, i, from, to int) uint32 {
	if i < from || i >= to || tokens[i] == gap {
		return none
	}
	return tokens[i].term()
}

// kind says what a name is of; ok is false for what is none. docs is how many articles of the sample have its words, in any letters.
func (n *namer) kind(x *name, docs float64) (kind suggestion.Kind, ok bool) {
	switch {
	case x.docs < leastFull, x.docs < leastNamed && !n.isFull(x), len(x.words) == 1 && x.docs < leastWord, float64(x.docs) < leastShare*docs, n.isCut(x), n.isTwo(x), n.isRest(x):
		return 0, false
	case n.isPlace(x):
		return suggestion.Place, true
	case n.isPerson(x):
		return suggestion.Person, true
	}
	return suggestion.Phrase, len(x.words) > 1 || n.s.kinds[x.words[0]] == vietnamese.Word && len(n.s.terms[x.words[0]]) > 3
}

func (n *namer) isPlace(x *name) bool {
	place := x.cued[cuePlace]
	return float64(place) >= castVotes*float64(x.docs) && place > x.cued[cuePerson]+x.cued[cueTitle]
}

// isPerson wants a person to be addressed now and then: titles alone also stand before countries.
func (n *namer) isPerson(x *name) bool {
	for _, w := range x.words {
		if n.cues.unit[w] || n.s.kinds[w] == vietnamese.Number {
			return false
		}
	}
	docs, person, titles := float64(x.docs), float64(x.cued[cuePerson]), float64(x.cued[cueTitle])
	if len(x.words) == 1 || x.cued[cueStreet] > x.cued[cuePerson]+x.cued[cueTitle] {
		return false
	}
	family := n.cues.surname[x.words[0]] && len(x.words) <= 5
	switch {
	case n.isFull(x):
		return person >= addressed*docs && person > 0 || titles >= castVotes*docs
	case family:
		return person+titles >= castVotes*docs && person > 0
	}
	return person+titles >= castVotes*docs && person >= addressed*docs && person > 0
}

// isFull says whether a name may be the whole name of a Vietnamese.
func (n *namer) isFull(x *name) bool {
	return n.cues.surname[x.words[0]] && len(x.words) >= 3 && len(x.words) <= 5
}

// isCut says whether a name is the beginning or the end of a longer expression that has small letters, as Ban Chấp is.
func (n *namer) isCut(x *name) bool {
	belongs := func(v vote) bool {
		return v.winner != none && float64(v.lead) > mostFollowed*float64(x.docs) && !n.cues.function[v.winner]
	}
	return belongs(x.next) || belongs(x.before)
}

// isTwo says whether a name is two that stand side by side: Mỹ Donald Trump.
func (n *namer) isTwo(x *name) bool {
	for i := 1; i < len(x.words); i++ {
		if n.lookup(x.words[:i]) > x.docs && n.lookup(x.words[i:]) > x.docs {
			return true
		}
	}
	return false
}

// isRest says whether a name is an acronym that hardly stands without the word before it: the HCM of TP HCM.
func (n *namer) isRest(x *name) bool {
	return len(x.words) == 1 && x.pattern.best().token(0).is(capitals) && 2*x.cued[cuePlace] > x.docs
}

// sorted gives the names in the order of their terms.
func (n *namer) sorted() []*name {
	out := make([]*name, 0, len(n.byKey))
	for _, x := range n.byKey {
		if x.docs >= leastFull {
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(a, b *name) int { return strings.Compare(n.s.spell(a.words), n.s.spell(b.words)) })
	return out
}

// spell joins the terms of words.
func (l *lexicon) spell(words []uint32) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(l.terms[w])
		b.WriteByte(' ')
	}
	return b.String()
}
