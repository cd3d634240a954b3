package query

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRelax(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		changed  bool
	}{
		{"", "all", false},
		{"hội đồng", "W‹hội đồng›", false},
		{`title:"hội đồng" -"nhân dân"`, "And[Ptitle‹hội đồng› !P‹nhân dân›]", false},
		{`"hội đồng"`, "W‹hội đồng›", true},
		{`Mỹ nói "không" với Nga`, "W‹Mỹ nói không với Nga›", true},
		{`"a b" title:c "d"`, "And[W‹a b› Wtitle‹c› W‹d›]", true},
		{`"a b" OR c`, "Or[W‹a b› W‹c›]", true},
		{`(a OR b "c") d`, "And[Or[W‹a› W‹b c›] W‹d›]", true},
	} {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		before := sketch(n)
		got, changed := Relax(n)
		if sketch(got) != tt.want || changed != tt.changed {
			t.Errorf("Relax(%q) = %s, %v; want %s, %v", tt.in, sketch(got), changed, tt.want, tt.changed)
		}
		if sketch(n) != before {
			t.Errorf("Relax(%q) changed its argument", tt.in)
		}
	}
}

func TestRelaxProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := queries().Draw(t, "query")
		n, err := Parse(in)
		if err != nil {
			return
		}
		relaxed, changed := Relax(n)
		if changed == (sketch(relaxed) == sketch(n)) {
			t.Fatalf("Relax(%q) = %s, %v", in, sketch(relaxed), changed)
		}
		checkTree(t, in, relaxed)
		if again, changed := Relax(relaxed); changed {
			t.Fatalf("Relax(%q) twice = %s", in, sketch(again))
		}
	})
}
