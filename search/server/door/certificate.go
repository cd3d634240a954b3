package door

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// recheck is how often the files of a certificate are looked at.
const recheck = 10 * time.Second

// Certificate is a TLS certificate in two files, read again when they change: certificates are renewed while servers run.
type Certificate struct {
	cert, key string

	mu      sync.Mutex
	loaded  *tls.Certificate
	changed time.Time // of the files, when they were loaded
	looked  time.Time
}

// LoadCertificate reads a certificate with its chain, and its key, from PEM files.
func LoadCertificate(cert, key string) (*Certificate, error) {
	c := &Certificate{cert: cert, key: key}
	if err := c.load(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Certificate) load() error {
	changed, err := c.modified()
	if err != nil {
		return err
	}
	loaded, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("read certificate %s with key %s: %w", c.cert, c.key, err)
	}
	c.loaded, c.changed = &loaded, changed
	return nil
}

// modified is when the later of the files was changed.
func (c *Certificate) modified() (last time.Time, err error) {
	for _, path := range []string{c.cert, c.key} {
		info, err := os.Stat(path)
		if err != nil {
			return last, fmt.Errorf("read certificate: %w", err)
		}
		if info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last, nil
}

// Config is how a server speaks TLS: version 1.2 and later, HTTP/2 and 1.1.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: c.get}
}

// get returns the certificate of the files as they are now; the one before while they can't be read, half renewed.
func (c *Certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.looked) >= recheck {
		c.looked = now
		if changed, err := c.modified(); err == nil && !changed.Equal(c.changed) {
			_ = c.load() // the one before serves until both files fit
		}
	}
	return c.loaded, nil
}
