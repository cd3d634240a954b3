package charset

import "strings"

// labels are the names that mail, web pages and programs have for the legacy encodings, in small letters.
var labels = map[string][]string{
	Windows1258: {"windows-1258", "cp1258", "x-cp1258", "cp-1258"},
	TCVN3:       {"tcvn3", "abc", "tcvn", "x-viet-tcvn", "x-viet-tcvn5712", "x-viet-tcvn3", "tcvn-5712", "tcvn5712"},
	TCVN5712:    {"tcvn5712-1", "tcvn5712-1:1993", "tcvn", "x-viet-tcvn", "x-viet-tcvn5712", "tcvn-5712", "tcvn5712"},
	VNI:         {"vni", "vni-win", "x-viet-vni"},
	VPS:         {"vps", "x-viet-vps"},
	VISCII:      {"viscii", "csviscii", "x-viet-viscii", "viscii1.1-1"},
	VIQR:        {"viqr", "csviqr", "x-viet-viqr"},
}

// declares reports whether a charset label means the encoding.
func (h Hint) declares(encoding string) bool {
	if h.Declared == "" {
		return false
	}
	label := strings.ToLower(strings.Trim(h.Declared, ` "'`))
	for _, l := range labels[encoding] {
		if l == label {
			return true
		}
	}
	return false
}
