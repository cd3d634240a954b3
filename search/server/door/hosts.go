package door

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// Hosts are the names under which a server may be asked for; nil admits every name. Ports don't matter.
type Hosts []string

// LocalHosts are the names of this machine for itself, and others.
func LocalHosts(more ...string) Hosts { return append(Hosts{"localhost"}, more...) }

// Admits tells whether a request's Host is one of the names. With names at all, loopback addresses are among them.
func (h Hosts) Admits(host string) bool {
	if h == nil {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.Trim(host, "[]"), ".")
	if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLoopback() {
		return true
	}
	return slices.ContainsFunc(h, func(name string) bool { return strings.EqualFold(name, host) })
}
