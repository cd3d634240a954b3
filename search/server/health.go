package server

import (
	"encoding/json"
	"net/http"

	"timbao/search"
)

// addHealth adds what a supervisor asks.
func (s *Server) addHealth() {
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]any{"status": "ok"})
	})
	s.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		st, err := s.archive.Stats(r.Context())
		if err != nil {
			s.fail(w, r, notReady(err))
			return
		}
		writeJSON(w, map[string]any{"status": "ready", "generation": st.Generation, "articles": st.Articles})
	})
}

// notReady is the problem of an archive that cannot be searched: always 503, whatever the reason.
func notReady(err error) error {
	if p := problemOf(err); p.Status == http.StatusServiceUnavailable {
		return err
	}
	return &wrapped{Problem: newProblem(http.StatusServiceUnavailable, kindNoIndex, "the archive cannot be searched now; the log of the server says why"), cause: err}
}

// wrapped is a problem with an error behind it that only the log shows.
type wrapped struct {
	*Problem
	cause error
}

// Error gives the log the cause.
func (w *wrapped) Error() string { return w.cause.Error() }

// Unwrap gives problemOf the problem.
func (w *wrapped) Unwrap() error { return w.Problem }

// writeJSON answers with a small JSON value that must not be kept.
func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	// A client that went away cannot be told about it.
	_ = enc.Encode(v)
}

// tidy replaces nil lists, which JSON would show as null where the API promises an array.
func tidy(r *search.Response) *search.Response {
	if r.Hits == nil {
		r.Hits = []search.Hit{}
	}
	for i := range r.Hits {
		if h := r.Hits[i].Highlight; h != nil && h.Snippets == nil {
			h.Snippets = []string{}
		}
	}
	for name, values := range r.Facets {
		if values == nil {
			r.Facets[name] = []search.Facet{}
		}
	}
	return r
}
