package server

import (
	"net/http"
	"net/url"
	"slices"

	"timbao/search"
)

// showing are the parameters that say how hits are shown, or which part of them; whether versions stand together is one, since each is
// counted as a hit either way. All others decide which articles are hits and in what order, and so belong to every look-up. It is never
// changed.
var showing = []string{"limit", "offset", "cursor", "facet", "facet_size", "timeline", "highlight", "snippets", "versions", "explain", "exact_total", "did_you_mean"}

// ordering are the parameters of the order. It is never changed.
var ordering = []string{"sort", "recent", "half_life"}

// lookUp are the parameters of a look-up other than a search, which holds a search.Request: all that decide which articles are hits and
// in what order, but for those left out.
func lookUp[T any](request func(*T) *search.Request, without ...string) []param[T] {
	var out []param[T]
	for _, p := range parameters {
		if !slices.Contains(showing, p.name) && !slices.Contains(without, p.name) {
			out = append(out, of(p, request))
		}
	}
	return out
}

// base is the address under which the client reaches this server: Options.PublicURL, else what the request says.
func (s *Server) base(r *http.Request) *url.URL {
	if s.public != nil {
		return s.public
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	if base, err := ParsePublicURL(scheme + "://" + r.Host); err == nil {
		return base
	}
	return &url.URL{Scheme: scheme, Host: "localhost"} // a request of HTTP/1.0 names no host
}

// lookUpURL is the address of a look-up with what decides which articles are hits in a search, and extra parameters in pairs.
func lookUpURL(path string, r search.Request, extra ...string) string {
	all := values(r)
	kept := url.Values{}
	for _, p := range parameters {
		if v := all[p.name]; v != nil && !slices.Contains(showing, p.name) {
			kept[p.name] = v
		}
	}
	for i := 0; i+1 < len(extra); i += 2 {
		kept.Set(extra[i], extra[i+1])
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + kept.Encode()
}
