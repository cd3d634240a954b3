package vietnamese

import "strconv"

// Roman reads a Roman numeral from I to XXXIX in capitals, the numbers that congresses, terms, centuries and chapters
// have. C, D, M and L are left out: in newspapers they are letters.
func Roman(raw string) (int, bool) {
	total, last := 0, 0
	if raw == "" || len(raw) > 7 {
		return 0, false
	}
	for i := len(raw) - 1; i >= 0; i-- {
		var v int
		switch raw[i] {
		case 'I':
			v = 1
		case 'V':
			v = 5
		case 'X':
			v = 10
		default:
			return 0, false
		}
		if v < last {
			total -= v
		} else {
			total += v
			last = v
		}
	}
	return total, total < 40 && raw == romanOf(total)
}

// romanOf writes a number below 40, so that only the regular spelling is taken (no IIII, VX, IVI).
func romanOf(n int) string {
	if n < 0 {
		return ""
	}
	tens := [...]string{"", "X", "XX", "XXX"}
	units := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return tens[n/10%4] + units[n%10]
}

// AppendLoneRoman appends the number of a lone I, V or X, which is a numeral only after a word that is counted
// so: lần thứ V, khóa X, quý I. prev is the term of the simple token before it.
func AppendLoneRoman(dst []byte, raw, prev string) ([]byte, bool) {
	if len(raw) != 1 {
		return dst, false
	}
	n, ok := Roman(raw)
	if !ok || !CountsRoman(prev) {
		return dst, false
	}
	return appendNumberTerm(dst, n), true
}

// CountsRoman says whether things of a term are counted in Roman numerals: lần thứ, khóa, kỳ, quý, chương …
func CountsRoman(prev string) bool {
	switch prev {
	case "thu\x00thứ", "khoa\x00khóa", "ky\x00kỷ", "ky\x00kỳ", "quy\x00quý", "chuong\x00chương", "phan\x00phần", "muc\x00mục",
		"loai\x00loại", "hang\x00hạng", "cap\x00cấp", "bang\x00bảng", "dot\x00đợt", "tap\x00tập", "nhom\x00nhóm",
		"thu\x00", "khoa\x00", "ky\x00", "quy\x00", "chuong\x00":
		return true
	}
	return false
}

func appendNumberTerm(dst []byte, n int) []byte {
	return append(strconv.AppendInt(dst, int64(n), 10), separator)
}
