package door

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestKeys(t *testing.T) {
	line, err := UserLine("lan", "mật khẩu dài")
	if err != nil {
		t.Fatal(err)
	}
	users, err := ReadUsers(strings.NewReader("# the desk\n\n" + line + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	k := &Keys{Token: "0123456789abcdef0123", Users: users}
	if err := k.Check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, header   string
		user, password string
		want           bool
	}{
		{name: "nothing"},
		{name: "the token", header: "Bearer 0123456789abcdef0123", want: true},
		{name: "the token, in small letters", header: "bearer 0123456789abcdef0123", want: true},
		{name: "another token", header: "Bearer 0123456789abcdef0124"},
		{name: "no token", header: "Bearer "},
		{name: "the user", user: "lan", password: "mật khẩu dài", want: true},
		{name: "the user again", user: "lan", password: "mật khẩu dài", want: true},
		{name: "another password", user: "lan", password: "mat khau dai"},
		{name: "another user", user: "minh", password: "mật khẩu dài"},
		{name: "no user", user: "", password: "mật khẩu dài"},
		{name: "what bcrypt would cut", user: "lan", password: strings.Repeat("x", 100)},
		{name: "another scheme", header: "Digest lan"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		if c.header != "" {
			r.Header.Set("Authorization", c.header)
		}
		if c.password != "" {
			r.SetBasicAuth(c.user, c.password)
		}
		if got := k.Admits(r); got != c.want {
			t.Errorf("%s: admitted %v", c.name, got)
		}
	}
	if got := fmt.Sprint(k.Challenge("Báo \"Sông\"\r\n")); got != `[Basic realm="Bo Sng", charset="UTF-8" Bearer realm="Bo Sng"]` {
		t.Error(got)
	}
	if open := (&Keys{}); !open.Admits(httptest.NewRequest("GET", "/", nil)) || len(open.Challenge("x")) != 0 {
		t.Error("without keys the door is shut")
	}
}

func TestKeysThatKeepNobodyOut(t *testing.T) {
	for name, k := range map[string]*Keys{
		"short token": {Token: "secret"},
		"no hash":     {Users: map[string]string{"lan": "secret"}},
	} {
		if err := k.Check(); !errors.Is(err, ErrUsers) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, list := range []string{"", "# nobody\n", "lan:secret\n", "lan\n", ":$2a$10$x\n"} {
		if _, err := ReadUsers(strings.NewReader(list)); !errors.Is(err, ErrUsers) {
			t.Errorf("%q: %v", list, err)
		}
	}
	for name, password := range map[string]string{"": "long enough", "a:b": "long enough", "#a": "long enough", "lan": "short", "minh": strings.Repeat("x", 73)} {
		if line, err := UserLine(name, password); !errors.Is(err, ErrUsers) {
			t.Errorf("%q %q: %s, %v", name, password, line, err)
		}
	}
}

func TestPace(t *testing.T) {
	p, now := NewPace(2), time.Date(2020, 1, 14, 19, 23, 0, 0, time.UTC)
	ask := func(remote string, after time.Duration) (time.Duration, bool) {
		return p.Admits(remote, now.Add(after))
	}
	for i := range 6 {
		if _, ok := ask("192.0.2.1:1000", 0); !ok {
			t.Fatalf("request %d is refused", i+1)
		}
	}
	wait, ok := ask("192.0.2.1:1001", 0)
	if ok || wait <= 0 || wait > time.Second {
		t.Errorf("the seventh: %v, %v", wait, ok)
	}
	if _, ok := ask("192.0.2.2:1000", 0); !ok {
		t.Error("another client is refused")
	}
	if _, ok := ask("192.0.2.1:1002", wait); !ok {
		t.Error("having waited, it is refused")
	}
	for range 100 {
		if _, ok := ask("127.0.0.1:9", 0); !ok {
			t.Fatal("this machine is refused")
		}
		if _, ok := ask("[::1]:9", 0); !ok {
			t.Fatal("this machine is refused")
		}
	}
	for i := range 6 { // addresses of one customer are one client
		ask(fmt.Sprintf("[2001:db8::%x]:1", i+1), 0)
	}
	if _, ok := ask("[2001:db8::ff]:1", 0); ok {
		t.Error("a client with many addresses has no bound")
	}
	for i := range maxClients + 10 {
		ask(fmt.Sprintf("10.%d.%d.%d:1", i>>16&255, i>>8&255, i&255), 0)
	}
	if len(p.clients) > maxClients {
		t.Errorf("%d clients are kept", len(p.clients))
	}
}

func TestHosts(t *testing.T) {
	h := LocalHosts("Kho.Bensong.example")
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:8080": true, "127.0.0.1:8080": true, "[::1]:8080": true, "::1": true, "kho.bensong.example.": true,
		"kho.bensong.example:443": true, "evil.example": false, "": false, "localhost.evil.example": false, "192.0.2.1": false, "127.0.0.1.evil.example": false,
	} {
		if h.Admits(host) != want {
			t.Errorf("%q: admitted %v", host, !want)
		}
	}
	if !Hosts(nil).Admits("evil.example") {
		t.Error("no names admit nobody")
	}
}

// writePair writes a certificate for a name, and its key.
func writePair(t *testing.T, cert, key, name string, at time.Time) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{name}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := errors.Join(os.WriteFile(path, pem.EncodeToMemory(block), 0o600), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCertificateIsRenewed(t *testing.T) {
	cert, key := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	if _, err := LoadCertificate(cert, key); err == nil {
		t.Error("a certificate that is not there is loaded")
	}
	begun := time.Now().Add(-time.Hour)
	writePair(t, cert, key, "first.example", begun)
	c, err := LoadCertificate(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	want := func(name string) {
		t.Helper()
		c.looked = time.Time{}
		got, err := c.Config().GetCertificate(nil)
		if err != nil || got.Leaf.DNSNames[0] != name {
			t.Errorf("it is %v (%v), want %s", got.Leaf.DNSNames, err, name)
		}
	}
	want("first.example")
	writePair(t, cert, key, "second.example", begun.Add(time.Minute))
	want("second.example")
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	want("second.example")
}
