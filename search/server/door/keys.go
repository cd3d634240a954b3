package door

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"
)

// ErrUsers is returned for a list of users that can't be used.
var ErrUsers = errors.New("bad list of users")

// minToken is the least length of a token in bytes: 128 bits of chance in any usual writing.
const minToken = 20

// maxKnown bounds the passwords whose check is remembered.
const maxKnown = 1000

// maxPassword is bcrypt's limit in bytes.
const maxPassword = 72

// Keys open the door. The zero value keeps it open for all. Methods may be called by many goroutines at once; the fields must not be
// changed then.
type Keys struct {
	Token string            // "" for none
	Users map[string]string // bcrypt hashes by name

	mu    sync.Mutex
	known map[[sha256.Size]byte]bool // names and passwords that were right, hashed: bcrypt is slow on purpose
}

// Check returns an error for keys that would not keep anybody out.
func (k *Keys) Check() error {
	if k.Token != "" && len(k.Token) < minToken {
		return fmt.Errorf("%w: a token of %d characters can be guessed; use %d or more, such as those of: openssl rand -hex 20", ErrUsers, len(k.Token), minToken)
	}
	for name, hash := range k.Users {
		if _, err := bcrypt.Cost([]byte(hash)); err != nil {
			return fmt.Errorf("%w: the password of %q is not a bcrypt hash; make the line with: timbao user %s", ErrUsers, name, name)
		}
	}
	return nil
}

// Open tells whether everybody may come in.
func (k *Keys) Open() bool { return k.Token == "" && len(k.Users) == 0 }

// Admits tells whether a request has a key.
func (k *Keys) Admits(r *http.Request) bool {
	if k.Open() {
		return true
	}
	given := r.Header.Get("Authorization")
	if scheme, token, ok := strings.Cut(given, " "); ok && strings.EqualFold(scheme, "Bearer") {
		return k.Token != "" && equal(strings.TrimSpace(token), k.Token)
	}
	name, password, ok := r.BasicAuth()
	return ok && len(k.Users) > 0 && len(password) <= maxPassword && k.knows(name, password)
}

func equal(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// nobody is the hash of a password that nobody has, so that an unknown name takes as long as a wrong password.
var nobody = sync.OnceValue(func() string {
	hash, err := bcrypt.GenerateFromPassword([]byte(rand.Text()), bcrypt.DefaultCost)
	if err != nil { // only for passwords that are too long
		return ""
	}
	return string(hash)
})

// knows checks a password. One check runs at a time: whoever guesses slows down guessing, and not the searches.
func (k *Keys) knows(name, password string) bool {
	hash, ok := k.Users[name]
	if !ok {
		hash = nobody()
	}
	sum := sha256.Sum256([]byte(name + "\x00" + password + "\x00" + hash))
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.known[sum] {
		return true
	}
	if err := bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)); err != nil || !ok {
		return false
	}
	if k.known == nil || len(k.known) >= maxKnown {
		k.known = map[[sha256.Size]byte]bool{}
	}
	k.known[sum] = true
	return true
}

// Challenge is the WWW-Authenticate header of an answer to who has no key.
func (k *Keys) Challenge(realm string) []string {
	var all []string
	realm = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, realm)
	if len(k.Users) > 0 {
		all = append(all, fmt.Sprintf("Basic realm=%q, charset=\"UTF-8\"", realm))
	}
	if k.Token != "" {
		all = append(all, fmt.Sprintf("Bearer realm=%q", realm))
	}
	return all
}

// ReadUsers reads a list of users, a line name:hash each, as htpasswd -B writes it. Empty lines and those that begin with # are passed
// over. It returns ErrUsers with the line that is wrong.
func ReadUsers(r io.Reader) (map[string]string, error) {
	users := map[string]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, hash, ok := strings.Cut(line, ":")
		if _, err := bcrypt.Cost([]byte(hash)); !ok || name == "" || err != nil {
			return nil, fmt.Errorf("%w: line %d is not name:hash with a bcrypt hash; make it with: timbao user NAME", ErrUsers, n)
		}
		if _, twice := users[name]; twice {
			return nil, fmt.Errorf("%w: line %d names %q again", ErrUsers, n, name)
		}
		users[name] = hash
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUsers, err)
	}
	if len(users) == 0 {
		return nil, fmt.Errorf("%w: nobody is in it", ErrUsers)
	}
	return users, nil
}

// UserLine is a line of a list of users. Passwords have 8 to 72 bytes.
func UserLine(name, password string) (string, error) {
	switch {
	case name == "" || strings.ContainsAny(name, ":\r\n") || strings.TrimSpace(name) != name || name[0] == '#':
		return "", fmt.Errorf("%w: %q is no name; it must not be empty, begin with # or have a colon", ErrUsers, name)
	case len(password) < 8 || len(password) > maxPassword:
		return "", fmt.Errorf("%w: a password has 8 to %d bytes, this one %d", ErrUsers, maxPassword, len(password))
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUsers, err)
	}
	return name + ":" + string(hash), nil
}
