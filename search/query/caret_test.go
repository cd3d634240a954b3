package query

import (
	"errors"
	"strings"
	"testing"
)

func TestCaret(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
	}{
		{"plain", "hội OR", "hội OR\n    ^^"},
		{"combining marks take no column", "ho\u0323\u0302i OR", "ho\u0323\u0302i OR\n    ^^"},
		{"wide characters take two", "会議 OR", "会議 OR\n     ^^"},
		{"emoji too", "😀a OR", "😀a OR\n    ^^"},
		{"wide below the carets", "title:会* OR", "title:会* OR\n      ^^^"},
		{"invisible characters are left away", "a\u200b\u202eb OR", "ab OR\n   ^^"},
		{"control characters are blanks", "a\tb\n\x1b[31m OR", "a b  [31m OR\n          ^^"},
		{"not UTF-8", "a\xff OR", "a\uFFFD OR\n   ^^"},
		{"long before", strings.Repeat("x", 100) + " OR", "…" + strings.Repeat("x", 35) + " OR\n" + strings.Repeat(" ", 37) + "^^"},
		{"long behind", "OR " + strings.Repeat("y", 100), "OR " + strings.Repeat("y", 33) + "…\n^^"},
		{"long spot", "title:h* " + strings.Repeat("a ", 600), ""},
	} {
		_, err := Parse(tt.in)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		got := e.Caret()
		if tt.want != "" && got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		for line := range strings.Lines(got) {
			if _, columns := display(strings.TrimSuffix(line, "\n")); columns > 80 {
				t.Errorf("%s: %d columns", tt.name, columns)
			}
		}
		if strings.Count(got, "\n") != 1 {
			t.Errorf("%s: not two lines: %q", tt.name, got)
		}
	}
}

func TestColumnCountsCharacters(t *testing.T) {
	_, err := Parse("Đảng ủy OR")
	if got, want := err.Error(), "query, column 9: OR needs words before and after it"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q…", got, want)
	}
}

// An error at the end of the input, such as nothing at all, still shows one caret.
func TestCaretOfAnEmptySpot(t *testing.T) {
	_, _, err := ParseDates("")
	var e *Error
	if !errors.As(err, &e) || e.Caret() != "\n^" {
		t.Errorf("got %v", err)
	}
}
