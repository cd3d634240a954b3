package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
)

// tag is the ETag of an answer to what: equal as long as neither the generation of the index nor the program changes. It must be
// taken before the search: if a generation is published in between, the answer then carries the older tag and is asked for again,
// never the newer tag with the older answer. It is "" when the archive does not say which generation it is.
func (s *Server) tag(ctx context.Context, what any) string {
	st, err := s.archive.Stats(ctx)
	if err != nil {
		return ""
	}
	h := sha256.New()
	// Numbers and strings always encode.
	_ = json.NewEncoder(h).Encode([]any{st.Generation, st.Published.UnixNano(), s.o.Version, s.page.fingerprint, what})
	return `W/"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// tagOf is the ETag of content that never changes while the program runs.
func tagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"` // weak: it is the same whatever the compression
}

// unchanged says whether the client already has the answer with this tag.
func unchanged(r *http.Request, tag string) bool {
	if tag == "" {
		return false
	}
	for given := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(given), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// notModified is the answer to a client that already has it.
func notModified(tag string) *Problem {
	return &Problem{Status: http.StatusNotModified, header: http.Header{"Etag": {tag}, "Cache-Control": {revalidate}}}
}

// revalidate lets only the client itself keep an answer, and makes it ask each time whether it still holds.
const revalidate = "private, no-cache"
