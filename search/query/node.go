package query

import "time"

// Span is a place in the input: bytes Start up to, not including, End.
type Span struct{ Start, End int }

// Field says where a leaf must match.
type Field uint8

// The fields a query can name. The zero value searches title, lead, body and captions.
const (
	FieldText Field = iota
	FieldTitle
	FieldAuthor // writers and photographers
	FieldSection
	FieldPlace
	FieldCaption

	fieldDate // only inside the parser: its leaves are Dates
)

// String returns the English name of the field as a query spells it; FieldText has none.
func (f Field) String() string { return fieldNames[f] }

var fieldNames = [...]string{"", "title", "author", "section", "place", "caption", "date"}

// Node is a syntax tree: *Words, *Phrase, *Prefix, *Dates, *And, *Or or *Not. A nil Node matches every article.
type Node interface {
	// Span returns the place of the node in the input. The children of a node lie inside it, in order, without overlap.
	Span() Span
	// String returns the canonical form, which parses to the same tree.
	String() string
	node()
}

// Words are free words of one field, in the user's order and not yet split into terms. An article need not have all of them, except
// below Not, where all of them together are excluded.
type Words struct {
	Field Field
	Text  string
	At    Span
}

// Phrase is words that must stand side by side in this order.
type Phrase struct {
	Field Field
	Text  string
	At    Span
}

// Prefix is the beginning of a word; Text is without the star.
type Prefix struct {
	Field Field
	Text  string
	At    Span
}

// Dates are the articles published at From or later and before To; a zero time is no bound. Both are midnights of Zone.
type Dates struct {
	From, To time.Time
	At       Span
}

// And is articles that match every one of two or more nodes. No child is itself an And. When all are *Not, the rest of the archive matches.
type And struct {
	Nodes []Node
	At    Span
}

// Or is articles that match at least one of two or more nodes. No child is itself an Or.
type Or struct {
	Nodes []Node
	At    Span
}

// Not is articles that do not match a node.
type Not struct {
	Node Node
	At   Span
}

// Span implements Node.
func (n *Words) Span() Span { return n.At }

// Span implements Node.
func (n *Phrase) Span() Span { return n.At }

// Span implements Node.
func (n *Prefix) Span() Span { return n.At }

// Span implements Node.
func (n *Dates) Span() Span { return n.At }

// Span implements Node.
func (n *And) Span() Span { return n.At }

// Span implements Node.
func (n *Or) Span() Span { return n.At }

// Span implements Node.
func (n *Not) Span() Span { return n.At }

func (*Words) node()  {}
func (*Phrase) node() {}
func (*Prefix) node() {}
func (*Dates) node()  {}
func (*And) node()    {}
func (*Or) node()     {}
func (*Not) node()    {}

// Walk calls visit for a node and everything below it, parents first, in the order of the input. Where visit returns false, the nodes
// below are passed over. A nil node is not visited.
func Walk(n Node, visit func(Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	switch n := n.(type) {
	case *And:
		for _, child := range n.Nodes {
			Walk(child, visit)
		}
	case *Or:
		for _, child := range n.Nodes {
			Walk(child, visit)
		}
	case *Not:
		Walk(n.Node, visit)
	}
}
