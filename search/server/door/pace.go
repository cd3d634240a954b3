package door

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxClients bounds the clients that a Pace keeps apart: about 2 MB.
const maxClients = 20_000

// Pace bounds how often each client may ask. Its methods may be called by many goroutines at once.
type Pace struct {
	each  rate.Limit
	burst int

	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
}

// NewPace allows each client so many requests a second on average, and three seconds' worth of them at once, which is what a page with
// its style sheets and a fast typist need.
func NewPace(perSecond float64) *Pace {
	return &Pace{each: rate.Limit(perSecond), burst: max(int(math.Ceil(3*perSecond)), 1), clients: map[netip.Prefix]*rate.Limiter{}}
}

// Admits tells whether the client at an address, HOST:PORT, may ask now, and if not how long it has to wait. Clients on this machine
// always may, and so does who has no address.
func (p *Pace) Admits(remote string, now time.Time) (wait time.Duration, ok bool) {
	at, err := netip.ParseAddrPort(remote)
	if err != nil || at.Addr().Unmap().IsLoopback() {
		return 0, true
	}
	limiter := p.of(clientOf(at.Addr()), now)
	if limiter.AllowN(now, 1) {
		return 0, true
	}
	return time.Duration((1 - limiter.TokensAt(now)) / float64(p.each) * float64(time.Second)), false
}

// clientOf is whom an address belongs to.
func clientOf(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := 64
	if a.Is4() {
		bits = 32
	}
	client, _ := a.Prefix(bits) // fails only for lengths that the address has not
	return client
}

func (p *Pace) of(client netip.Prefix, now time.Time) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.clients[client]
	if ok {
		return l
	}
	if len(p.clients) >= maxClients {
		p.forget(now)
	}
	l = rate.NewLimiter(p.each, p.burst)
	p.clients[client] = l
	return l
}

// forget drops the clients that have not asked for so long that they are like new ones; all of them where none is.
func (p *Pace) forget(now time.Time) {
	for c, l := range p.clients {
		if l.TokensAt(now) >= float64(p.burst) {
			delete(p.clients, c)
		}
	}
	if len(p.clients) >= maxClients {
		clear(p.clients)
	}
}
