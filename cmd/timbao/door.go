package main

import (
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"timbao/search/server"
	"timbao/search/server/door"
)

// doorOptions say who may come in to a server.
type doorOptions struct {
	TokenFile, Users string
	Insecure         bool
	Cert, Key        string
	Hosts            []string
	Rate             float64
}

func (o *doorOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.Users, "users", "", "let in who is in `FILE`, a line name:hash each; 'timbao user NAME' makes lines")
	flags.StringVar(&o.TokenFile, "token-file", "", "let in programs that send the token in `FILE` (Authorization: Bearer …)")
	flags.BoolVar(&o.Insecure, "insecure", false, "let everybody in, on an address that other machines reach too")
	flags.StringVar(&o.Cert, "tls-cert", "", "speak HTTPS with the certificate and its chain in `FILE` (PEM)")
	flags.StringVar(&o.Key, "tls-key", "", "with the key in `FILE` (PEM)")
	flags.StringArrayVar(&o.Hosts, "host", nil, "answer to this `NAME` (repeat for more; default any name, but on this machine's own addresses only its own and that of --public-url)")
	flags.Float64Var(&o.Rate, "rate", 20, "requests a second that one client may make, `N` on average; 0 for no bound. Clients on this machine have none")
}

// set reads the files and enters what the flags say.
func (o *doorOptions) set(s *server.Options) error {
	s.Hosts, s.Rate = o.Hosts, o.Rate
	if o.Rate < 0 {
		return usagef("--rate %g: it is a number of requests a second, or 0", o.Rate)
	}
	if o.TokenFile != "" {
		data, err := os.ReadFile(o.TokenFile)
		if err != nil {
			return fmt.Errorf("--token-file: %w", err)
		}
		if s.Token = strings.TrimSpace(string(data)); s.Token == "" {
			return usagef("--token-file %s: it is empty", o.TokenFile)
		}
	}
	if o.Users != "" {
		f, err := os.Open(o.Users)
		if err != nil {
			return fmt.Errorf("--users: %w", err)
		}
		defer f.Close()
		if s.Users, err = door.ReadUsers(f); err != nil {
			return usagef("--users %s: %w", o.Users, err)
		}
	}
	if (o.Cert == "") != (o.Key == "") {
		return usagef("--tls-cert and --tls-key go together")
	}
	if o.Cert != "" {
		certificate, err := door.LoadCertificate(o.Cert, o.Key)
		if err != nil {
			return usagef("--tls-cert: %w", err)
		}
		s.TLS = certificate.Config()
	}
	return nil
}

// suits refuses an open door on an address that other machines reach.
func (o *doorOptions) suits(a net.Addr) error {
	at, ok := a.(*net.TCPAddr)
	if !ok || at.IP.IsLoopback() || o.Insecure || o.TokenFile != "" || o.Users != "" {
		return nil
	}
	return usagef("other machines reach %s: say who may search there with --users or --token-file, or let everybody with --insecure", a)
}

// address is where a browser on this machine finds the server.
func (o *doorOptions) address(a net.Addr) string {
	scheme := "http://"
	if o.Cert != "" {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + net.JoinHostPort(host, port) + "/"
}
