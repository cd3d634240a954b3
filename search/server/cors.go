package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// anyOrigin in Options.Origins lets the scripts of every site read the API.
const anyOrigin = "*"

// checkOrigins refuses what is no origin: a scheme, a host and perhaps a port.
func checkOrigins(origins []string) error {
	for _, o := range origins {
		if o == anyOrigin {
			continue
		}
		u, err := ParsePublicURL(o)
		if err != nil || u.String() != o {
			return fmt.Errorf("%w: origin %q: write it as browsers do, such as https://desk.example or http://localhost:3000, or * for all", ErrOptions, o)
		}
	}
	return nil
}

// shared lets the scripts of the named origins read the API, the feeds and the exports. Pages stay closed: they are for people.
func (s *Server) shared(next http.Handler) http.Handler {
	if len(s.o.Origins) == 0 {
		return next
	}
	all := slices.Contains(s.o.Origins, anyOrigin)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; !strings.HasPrefix(path, "/api/") && path != "/feed.atom" && path != "/opensearch.xml" {
			next.ServeHTTP(w, r)
			return
		}
		h, origin := w.Header(), r.Header.Get("Origin")
		if !all {
			h.Add("Vary", "Origin")
		}
		if origin == "" || !all && !slices.Contains(s.o.Origins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		if all {
			origin = anyOrigin
		}
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", "Content-Disposition, ETag, Retry-After, X-Request-Id")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, X-Request-Id")
			h.Set("Access-Control-Max-Age", "7200")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
