package vietnamese

import "strconv"

// parseTime reads a time of day: 7h30, 7g30, 7:30, 19h.
func parseTime(raw string) (hour, minute int, ok bool) {
	hour, i := leadingNumber(raw)
	if i == 0 || i > 2 || hour > 24 || i == len(raw) {
		return 0, 0, false
	}
	sign := raw[i]
	minute, n := leadingNumber(raw[i+1:])
	if i+1+n != len(raw) {
		return 0, 0, false
	}
	switch sign {
	case 'h', 'H':
		return hour, minute, n == 0 || n == 2 && minute < 60
	case 'g', 'G', ':': // without minutes they are grams and nothing
		return hour, minute, n == 2 && minute < 60
	}
	return 0, 0, false
}

// leadingNumber reads the digits at the beginning of s, at most nine, and says how many there are.
func leadingNumber(s string) (value, length int) {
	for length < len(s) && length < 9 && s[length] >= '0' && s[length] <= '9' {
		value = value*10 + int(s[length]-'0')
		length++
	}
	return value, length
}

func appendTime(dst []byte, hour, minute int) []byte {
	dst = append(strconv.AppendInt(dst, int64(hour), 10), 'h')
	if minute > 0 {
		dst = append(dst, byte('0'+minute/10), byte('0'+minute%10))
	}
	return append(dst, separator)
}
