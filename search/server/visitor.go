package server

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// visitor is who asks for a page: the language, the colours and the keys that they chose.
type visitor struct {
	language
	chosen map[string]string // by the name of the choice
	here   string            // address of the page without choices
}

// choiceOf is something that visitors choose once for all pages. Each is a parameter of an address and a cookie of the same name.
type choiceOf struct {
	name   string
	values []string // the first is what those get who never chose
}

// The choices, never changed. A language that was not chosen is the one that the browser asks for.
var visitorChoices = []choiceOf{
	{"lang", []string{inVietnamese, inEnglish}},
	{"theme", []string{"auto", "light", "dark"}},
	{"keys", []string{"on", "off"}},
}

// choiceAge is how long a browser remembers a choice.
const choiceAge = 365 * 24 * time.Hour

// visitor finds out who asks, and lets the browser remember what the address chooses.
func (s *Server) visitor(w http.ResponseWriter, r *http.Request) visitor {
	v := visitor{chosen: map[string]string{}, here: withoutChoices(r.URL)}
	given := r.URL.Query()
	for _, c := range visitorChoices {
		v.chosen[c.name] = c.values[0]
		if c.name == "lang" {
			v.chosen[c.name] = preferred(r.Header.Get("Accept-Language"))
		}
		if cookie, err := r.Cookie(c.name); err == nil && slices.Contains(c.values, cookie.Value) {
			v.chosen[c.name] = cookie.Value
		}
		if value := given.Get(c.name); slices.Contains(c.values, value) {
			v.chosen[c.name] = value
			http.SetCookie(w, &http.Cookie{
				Name: c.name, Value: value, Path: "/", MaxAge: int(choiceAge.Seconds()), HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
			})
		}
	}
	v.language = language{v.chosen["lang"], s.page.texts}
	// Pages differ by these, beside the address.
	w.Header().Add("Vary", "Cookie, Accept-Language")
	return v
}

// key is what makes pages of the same address differ between visitors: it belongs into their tags.
func (v visitor) key() []string {
	var out []string
	for _, c := range visitorChoices {
		out = append(out, v.chosen[c.name])
	}
	return out
}

// withoutChoices is the address of a page without the visitor's choices in it.
func withoutChoices(u *url.URL) string {
	here := url.URL{Path: u.Path, RawPath: u.RawPath}
	given := u.Query()
	for _, c := range visitorChoices {
		given.Del(c.name)
	}
	here.RawQuery = given.Encode()
	if strings.HasPrefix(here.Path, "//") {
		return "/" // such an address would lead to another host
	}
	return here.String()
}

// choose is the address of the page that one is on, with another choice.
func (v visitor) choose(name, value string) string {
	sep := "?"
	if strings.Contains(v.here, "?") {
		sep = "&"
	}
	return v.here + sep + name + "=" + value
}

// preferred is the language of the page that a browser likes best (RFC 9110, 12.5.4): English only where it comes before Vietnamese.
func preferred(header string) string {
	best, quality := inVietnamese, 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, rest, _ := strings.Cut(part, ";")
		code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		q := 1.0
		if number, ok := strings.CutPrefix(strings.ReplaceAll(rest, " ", ""), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(number, 64); err != nil {
				continue
			}
		}
		if (code == inVietnamese || code == inEnglish) && q > quality {
			best, quality = code, q
		}
	}
	return best
}
