// Package door says who may come in to a server, and how often. It knows nothing of what the server answers.
//
// # Glossary
//
//   - Keys: a token for programs (RFC 6750, Bearer) and users with passwords for people (RFC 7617, Basic). One of them opens.
//   - Pace: how many requests a client may make in a second, on average and at once. A client is an IPv4 address or an IPv6 /64, which
//     is what one customer of a provider usually has.
//   - Hosts: the names under which a server may be asked for. A server that only this machine can reach must not answer to others: a web
//     page elsewhere could have its own name resolve to this machine and so read the archive through a visitor's browser.
//
// # Caveats
//
// Basic sends the password with every request: use it over TLS only. Behind a proxy all clients have the proxy's address; it should set
// the pace then, and clients on the same machine have none here.
package door
