package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"timbao/search/server/door"
)

// entrance is what a request has to pass before it is looked at.
type entrance struct {
	keys  *door.Keys
	pace  *door.Pace // nil for no bound
	hosts door.Hosts
}

// newEntrance sets up who may come in.
func newEntrance(o Options) (*entrance, error) {
	e := &entrance{keys: &door.Keys{Token: o.Token, Users: o.Users}}
	if err := e.keys.Check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	if o.Rate > 0 {
		e.pace = door.NewPace(o.Rate)
	}
	if len(o.Hosts) > 0 {
		e.hosts = door.LocalHosts(o.Hosts...)
	}
	return e, nil
}

type hostsKey struct{}

// hostsOf notes, for the requests that come in through ln, the names that a server may be asked for by: where it listens to this machine
// alone, those of this machine and of PublicURL.
func (s *Server) hostsOf(ln net.Listener) context.Context {
	at, ok := ln.Addr().(*net.TCPAddr)
	if !ok || !at.IP.IsLoopback() {
		return context.Background()
	}
	hosts := door.LocalHosts()
	if s.public != nil {
		hosts = append(hosts, s.public.Hostname())
	}
	return context.WithValue(context.Background(), hostsKey{}, hosts)
}

// named tells whether a request asks for the server by a right name.
func (s *Server) named(r *http.Request) bool {
	hosts := s.entrance.hosts
	if hosts == nil {
		hosts, _ = r.Context().Value(hostsKey{}).(door.Hosts)
	}
	return hosts.Admits(r.Host)
}

// guarded lets through who may come in: asked for by a right name, not too often, with a key, and not from a page of another site.
func (s *Server) guarded(next http.Handler) http.Handler {
	sites := http.NewCrossOriginProtection()
	for _, o := range s.o.Origins {
		if o == anyOrigin {
			sites.AddInsecureBypassPattern("/api/")
		} else if err := sites.AddTrustedOrigin(o); err != nil {
			continue // checkOrigins has seen to it
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.named(r) {
			s.fail(w, r, newProblem(http.StatusMisdirectedRequest, kindHost,
				"this server is not asked for by that name; its desk can allow it with --host or --public-url"))
			return
		}
		if s.entrance.pace != nil {
			if wait, ok := s.entrance.pace.Admits(r.RemoteAddr, time.Now()); !ok {
				p := newProblem(http.StatusTooManyRequests, kindTooMany, "ask less often")
				p.retryAfter = int(wait/time.Second) + 1
				s.fail(w, r, p)
				return
			}
		}
		if health := r.URL.Path == "/healthz" || r.URL.Path == "/readyz"; !health && !s.entrance.keys.Admits(r) {
			p := newProblem(http.StatusUnauthorized, kindKey, "this archive is not open to everybody: send a name and a password, or a token")
			p.header = http.Header{"Www-Authenticate": s.entrance.keys.Challenge(s.o.Title)}
			writeProblem(w, s.problem(r.Context(), p))
			return
		}
		if err := sites.Check(r); err != nil {
			s.fail(w, r, newProblem(http.StatusForbidden, kindForeign, "a page of another site may not send this; see --cors-origin"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
