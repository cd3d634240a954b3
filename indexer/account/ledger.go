package account

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"timbao/indexer/article"
	"timbao/indexer/sidecar"
)

// ledgerVersion is the version of the ledger's JSON. History: 1, first.
const ledgerVersion = 1

// MaxUnread bounds the unread inputs that a ledger keeps; whoever fills it counts the others in MissedUnread.
const MaxUnread = 100_000

// kind is the ledger among the sidecars.
var kind = sidecar.Kind{Name: "sources", Version: ledgerVersion}

// Ledger is what an index remembers of its sources. The zero value is that of a new index.
type Ledger struct {
	Roots        []Root         `json:"roots,omitempty"`
	Unread       []article.Skip `json:"unread,omitempty"`        // at most MaxUnread
	MissedUnread int            `json:"missed_unread,omitempty"` // unread inputs beyond MaxUnread
	Dictionary   int            `json:"dictionary,omitempty"`    // articles that the compression's dictionary was chosen for
}

// Root says where the paths that begin with Path lie. Absolute paths need none unless they lead through links.
type Root struct {
	Path   string `json:"path"`   // as given, cleaned, with slashes; "." for the working folder of then
	Folder string `json:"folder"` // absolute, links resolved
}

// Builder writes a ledger beside the articles of the generation that it belongs to.
func (l Ledger) Builder() sidecar.Builder {
	return sidecar.Builder{Kind: kind, Exact: true, Write: func(_ context.Context, _ *sidecar.Corpus, w io.Writer) error {
		if err := json.NewEncoder(w).Encode(l); err != nil {
			return fmt.Errorf("write the ledger of sources: %w", err)
		}
		return nil
	}}
}

// Read returns the ledger of a generation, an empty one if it has none. It returns sidecar.ErrDamaged for one that can't be read.
func Read(f *sidecar.Folder) (Ledger, error) {
	payload, err := f.File(kind)
	if errors.Is(err, sidecar.ErrNone) {
		return Ledger{}, nil
	}
	if err != nil {
		return Ledger{}, err
	}
	var l Ledger
	if err := json.Unmarshal(payload, &l); err != nil {
		return Ledger{}, fmt.Errorf("%w: the ledger of sources: %w", sidecar.ErrDamaged, err)
	}
	return l, nil
}

// Abs returns the absolute path of a file by the path that was kept of it.
func (l Ledger) Abs(kept string) string {
	kept = path.Clean(filepath.ToSlash(kept))
	best, folder := -1, ""
	for _, r := range l.Roots {
		if below(kept, r.Path) && len(r.Path) > best {
			best, folder = len(r.Path), filepath.Join(r.Folder, rest(kept, r.Path))
		}
	}
	if best >= 0 {
		return folder
	}
	abs, err := filepath.Abs(filepath.FromSlash(kept))
	if err != nil { // without a working folder
		return filepath.FromSlash(kept)
	}
	return abs
}

// Add makes known where the paths that begin with a root's lie. It says no, and adds nothing, where another root gives the same paths
// another place. A root whose folder the ledger knows already is not added twice.
func (l *Ledger) Add(r Root) bool {
	for _, other := range l.Roots {
		switch {
		case below(r.Path, other.Path) && filepath.Join(other.Folder, rest(r.Path, other.Path)) != r.Folder:
			return false
		case below(other.Path, r.Path) && filepath.Join(r.Folder, rest(other.Path, r.Path)) != other.Folder:
			return false
		}
	}
	if l.Abs(r.Path) != r.Folder || !filepath.IsAbs(r.Path) && !slices.ContainsFunc(l.Roots, func(o Root) bool { return below(r.Path, o.Path) }) {
		l.Roots = append(l.Roots, r)
	}
	return true
}

// Move says that the folder of a root has moved.
func (l *Ledger) Move(r Root) {
	for i := range l.Roots {
		if l.Roots[i].Path == r.Path {
			l.Roots[i].Folder = r.Folder
		}
	}
}

// below tells whether a slash path is a root's path or lies under it.
func below(name, root string) bool {
	if root == "." {
		return !path.IsAbs(name) && !filepath.IsAbs(name) && name != ".." && !strings.HasPrefix(name, "../")
	}
	return name == root || strings.HasPrefix(name, strings.TrimSuffix(root, "/")+"/")
}

// rest is what follows a root's path in a path below it.
func rest(name, root string) string {
	if root == "." {
		return filepath.FromSlash(name)
	}
	return filepath.FromSlash(strings.TrimPrefix(name[len(strings.TrimSuffix(root, "/")):], "/"))
}
