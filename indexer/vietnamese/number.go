package vietnamese

// numeral is a number as printed: which bytes separate its groups of thousands and its decimals.
type numeral struct {
	group   byte // '.' or ',' between groups of three, 0 without
	decimal byte // ',' or '.' before decimals, 0 without
}

// parseNumber recognises digits alone, groups of thousands (1.000.000; 1,000,000) and decimals (3,2; 1.000,5; 14.1).
// A single dot with three digits after it groups (1.000), a single comma is a decimal (1,000), as Vietnamese print does.
func parseNumber(raw string) (numeral, bool) {
	var n numeral
	var seps [2]byte // the first and the latest
	count, groupsOf3 := 0, true
	run := 0
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c >= '0' && c <= '9' {
			run++
			continue
		}
		if c != '.' && c != ',' || run == 0 {
			return n, false
		}
		if count == 0 {
			seps[0] = c
			groupsOf3 = run <= 3 && raw[0] != '0'
		} else {
			if seps[1] != 0 && seps[1] != seps[0] {
				return n, false // something after a decimal sign
			}
			groupsOf3 = groupsOf3 && run == 3
		}
		seps[1] = c
		count++
		run = 0
	}
	if run == 0 {
		return n, false
	}
	switch {
	case count == 0:
		return n, true
	case count == 1:
		if seps[0] == '.' && run == 3 && groupsOf3 {
			return numeral{group: '.'}, true
		}
		return numeral{decimal: seps[0]}, true
	case !groupsOf3:
		return n, false
	case seps[0] != seps[1]:
		return numeral{group: seps[0], decimal: seps[1]}, true
	}
	return numeral{group: seps[0]}, run == 3
}
