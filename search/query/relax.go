package query

// Relax returns a wider query for when nothing matches as typed: phrases of free text become words, and join the words beside them. What
// is excluded and what names a field stays. The second result tells whether that changes anything. Pasted headlines quote what the
// article puts differently, so that their phrases fail.
func Relax(n Node) (Node, bool) {
	switch n := n.(type) {
	case *Phrase:
		if n.Field == FieldText {
			return &Words{Text: n.Text, At: n.At}, true
		}
	case *And:
		nodes, changed := relaxAll(n.Nodes)
		if !changed {
			return n, false
		}
		if nodes = meltWords(nodes); len(nodes) == 1 {
			return nodes[0], true
		}
		return &And{Nodes: nodes, At: n.At}, true
	case *Or:
		if nodes, changed := relaxAll(n.Nodes); changed {
			return &Or{Nodes: nodes, At: n.At}, true
		}
	}
	return n, false
}

func relaxAll(nodes []Node) (relaxed []Node, changed bool) {
	relaxed = make([]Node, len(nodes))
	for i, n := range nodes {
		var c bool
		relaxed[i], c = Relax(n)
		changed = changed || c
	}
	return relaxed, changed
}

// meltWords joins neighbouring free words into one node.
func meltWords(nodes []Node) []Node {
	var melted []Node
	for _, n := range nodes {
		if len(melted) > 0 && isBare(n) && isBare(melted[len(melted)-1]) {
			before, words := melted[len(melted)-1].(*Words), n.(*Words)
			n = &Words{Text: before.Text + " " + words.Text, At: Span{before.At.Start, words.At.End}}
			melted = melted[:len(melted)-1]
		}
		melted = append(melted, n)
	}
	return melted
}
