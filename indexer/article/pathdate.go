package article

import (
	"strings"
	"time"
)

// pathDate guesses a publishing date from a slash path: a folder YYYY/MM or YYYY/MM/DD, or a name that begins YYYY-MM, YYYY-MM-DD
// or YYYYMMDD. The deepest one wins, since folders above an archive may be dated by a backup. Without a day it is the first of the
// month.
func pathDate(path string) (time.Time, bool) {
	var parts [3]string // the last three steps: at most year, month, day
	for path != "" {
		i := strings.LastIndexByte(path, '/')
		parts[0], parts[1], parts[2] = path[i+1:], parts[0], parts[1]
		if t, ok := nameDate(parts[0]); ok {
			return t, true
		}
		if y, ok := digitsOf(parts[0], 4); ok {
			if t, ok := folderDate(y, parts[1], parts[2]); ok {
				return t, true
			}
		}
		path = path[:max(i, 0)]
	}
	return time.Time{}, false
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

// nameDate reads a file or folder name that begins with a date.
func nameDate(s string) (time.Time, bool) {
	n := 0
	for n < len(s) && (isDigit(s[n]) || (s[n] == '-' || s[n] == '_') && n > 0 && n+1 < len(s) && isDigit(s[n+1])) {
		n++
	}
	var f [4]string
	k := 0
	for part := range strings.FieldsFuncSeq(s[:n], func(r rune) bool { return r == '-' || r == '_' }) {
		if k == len(f) {
			break
		}
		f[k] = part
		k++
	}
	if len(f[0]) == 8 {
		y, _ := digitsOf(f[0][:4], 4)
		m, _ := digitsOf(f[0][4:6], 2)
		d, _ := digitsOf(f[0][6:], 2)
		return dayOf(y, m, d)
	}
	y, ok := digitsOf(f[0], 4)
	if !ok || len(f[1]) != 2 {
		return time.Time{}, false
	}
	return folderDate(y, f[1], f[2])
}

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
