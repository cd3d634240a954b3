package article

import (
	"strings"
	"time"
)

// pathDate guesses a publishing date from a slash path: folders YYYY/MM or YYYY/MM/DD, also "2020/thang-1/ngay-14" and "2020/T01", or
// a name that holds YYYY-MM-DD, DD-MM-YYYY, YYYYMMDD or DDMMYYYY between other characters than digits, or begins YYYY-MM. The deepest
// one wins, since folders above an archive may be dated by a backup. Without a day it is the first of the month.
func pathDate(path string) (time.Time, bool) {
	var parts [3]string // the last three steps: at most year, month, day
	for path != "" {
		i := strings.LastIndexByte(path, '/')
		parts[0], parts[1], parts[2] = path[i+1:], parts[0], parts[1]
		if t, ok := nameDate(parts[0]); ok {
			return t, true
		}
		if y, ok := digitsOf(afterWord(parts[0], "nam"), 4); ok {
			if t, ok := folderDate(y, afterWord(parts[1], "thang", "t"), afterWord(parts[2], "ngay")); ok {
				return t, true
			}
		}
		path = path[:max(i, 0)]
	}
	return time.Time{}, false
}

// afterWord is s without one of the words it may begin with, and what joins them: "Tháng 01", "ngay-14".
func afterWord(s string, words ...string) string {
	if s == "" || isDigit(s[0]) || len(s) > maxLabel {
		return s
	}
	var room [2 * maxLabel]byte
	folded := string(appendFold(room[:0], s))
	for _, w := range words {
		if rest, ok := strings.CutPrefix(folded, w); ok {
			return strings.TrimLeft(rest, " -_.")
		}
	}
	return s
}

func folderDate(y int, month, day string) (time.Time, bool) {
	m, ok := digitsOf(month, 2)
	if !ok {
		return time.Time{}, false
	}
	d, ok := digitsOf(day, 2)
	if !ok || !validDate(y, m, d) {
		d = 1
	}
	return dayOf(y, m, d)
}

func dayOf(y, m, d int) (time.Time, bool) {
	if !validDate(y, m, d) {
		return time.Time{}, false
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone), true
}

// nameNumber is a run of digits in a name.
type nameNumber struct {
	digits string
	joined bool // by one "-", "_" or "." to the number before
}

// nameDate reads a date in a file's or folder's name.
func nameDate(s string) (time.Time, bool) {
	if len(s) > maxFrameLine {
		return time.Time{}, false
	}
	var room [16]nameNumber
	all := nameNumbers(room[:0], s)
	for i, n := range all {
		if t, ok := packedDate(n.digits); ok {
			return t, true
		}
		if i+2 < len(all) && all[i+1].joined && all[i+2].joined {
			if t, ok := joinedDate(n.digits, all[i+1].digits, all[i+2].digits); ok {
				return t, true
			}
		}
	}
	// A year and a month alone are a date at the beginning only: elsewhere they may be numbers of anything.
	if len(all) > 1 && all[1].joined && len(all[1].digits) == 2 && isDigit(s[0]) {
		if y, ok := digitsOf(all[0].digits, 4); ok {
			return folderDate(y, all[1].digits, "")
		}
	}
	return time.Time{}, false
}

func nameNumbers(dst []nameNumber, s string) []nameNumber {
	end := -2 // of the number before
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if len(dst) == cap(dst) {
			return dst
		}
		dst = append(dst, nameNumber{s[start:i], end == start-1 && strings.IndexByte("-_.", s[end]) >= 0})
		end = i
	}
	return dst
}

// packedDate reads eight digits: YYYYMMDD or DDMMYYYY. No eight digits are both, for years from 1900 on.
func packedDate(s string) (time.Time, bool) {
	if len(s) != 8 {
		return time.Time{}, false
	}
	if t, ok := joinedDate(s[:4], s[4:6], s[6:]); ok {
		return t, true
	}
	return joinedDate(s[:2], s[2:4], s[4:])
}

// joinedDate reads year, month and day, or day, month and year.
func joinedDate(a, b, c string) (time.Time, bool) {
	if len(c) == 4 {
		a, c = c, a
	}
	y, ok := digitsOf(a, 4)
	m, okMonth := digitsOf(b, 2)
	d, okDay := digitsOf(c, 2)
	if !ok || !okMonth || !okDay || y < minPathYear {
		return time.Time{}, false
	}
	return dayOf(y, m, d)
}

// minPathYear: digits in names are seldom dates of years before it.
const minPathYear = 1900

// digitsOf is the number s if it consists of digits only, at most n and, for a year, exactly n.
func digitsOf(s string, n int) (int, bool) {
	if s == "" || len(s) > n || n == 4 && len(s) != 4 {
		return 0, false
	}
	v := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, true
}
