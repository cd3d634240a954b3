package generation

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// ManifestVersion is the version of manifest.json and of the folder around it.
//
// History: 1, first version: indented JSON that ends in "sha256", the hash of the same JSON with that value empty.
const ManifestVersion = 1

// maxManifest bounds what is read of a manifest: beyond any real one, below what would hurt.
const maxManifest = 64 << 20

// Manifest says what a generation is and what must be in it. It is written once.
type Manifest struct {
	Version   int              `json:"manifest"`         // ManifestVersion
	Format    int              `json:"format"`           // Options.Format of the writer
	Analysis  int              `json:"analysis"`         // Options.Analysis of the writer
	Documents int              `json:"documents"`        // documents in the index
	Created   time.Time        `json:"created"`          // when it was published, UTC
	Tool      string           `json:"tool,omitempty"`   // program and version that wrote it
	Counts    map[string]int64 `json:"counts,omitempty"` // whatever else the writer counted
	Files     []File           `json:"files"`            // every file but the manifest, sorted by name
}

// File is one file of a generation.
type File struct {
	Name   string `json:"name"`   // relative to the generation's folder, with slashes
	Size   int64  `json:"size"`   // bytes
	SHA256 string `json:"sha256"` // hexadecimal
}

// Bytes is the size of all files together.
func (m Manifest) Bytes() int64 {
	var sum int64
	for _, f := range m.Files {
		sum += f.Size
	}
	return sum
}

// sealed is a manifest with the hash over itself, which makes a changed digit in a count as visible as one in a file.
type sealed struct {
	Manifest
	SHA256 string `json:"sha256"`
}

func encodeManifest(m Manifest) ([]byte, error) {
	open, err := json.MarshalIndent(sealed{Manifest: m}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode manifest: %w", err)
	}
	sum := sha256.Sum256(open)
	shut, err := json.MarshalIndent(sealed{m, hex.EncodeToString(sum[:])}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode manifest: %w", err)
	}
	return append(shut, '\n'), nil
}

// decodeManifest accepts only the bytes that encodeManifest wrote. Versions come first: another version may look different.
func decodeManifest(dir string, raw []byte) (Manifest, error) {
	var head struct {
		Version int    `json:"manifest"`
		Tool    string `json:"tool"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return Manifest{}, damaged(dir, "%s can't be read (%v)", manifestName, err)
	}
	if head.Version < 1 { // another JSON file in its place
		return Manifest{}, damaged(dir, "%s is no manifest", manifestName)
	}
	if head.Version != ManifestVersion {
		return Manifest{}, &VersionError{Dir: dir, Part: "manifest", Found: head.Version, Want: ManifestVersion, Tool: head.Tool}
	}
	var s sealed
	if err := json.Unmarshal(raw, &s); err != nil {
		return Manifest{}, damaged(dir, "%s can't be read (%v)", manifestName, err)
	}
	again, err := encodeManifest(s.Manifest)
	if err != nil || !bytes.Equal(again, raw) {
		return Manifest{}, damaged(dir, "%s was changed after it was written", manifestName)
	}
	for _, f := range s.Files {
		if !goodName(f.Name) {
			return Manifest{}, damaged(dir, "%s names the file %q", manifestName, f.Name)
		}
	}
	return s.Manifest, nil
}

// goodName tells whether a name from a manifest stays inside the generation's folder.
func goodName(name string) bool {
	return name != manifestName && fs.ValidPath(name) && path.Clean(name) == name && filepath.IsLocal(filepath.FromSlash(name))
}

// readManifest reads the manifest of a generation or draft folder. A missing folder or manifest is an fs.ErrNotExist.
func readManifest(root *os.Root, gen string) (Manifest, error) {
	dir := filepath.Join(root.Name(), gen)
	f, err := openRegular(root, filepath.Join(gen, manifestName))
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrDamaged) {
			return Manifest{}, err
		}
		return Manifest{}, fmt.Errorf("open %s of %s: %w", manifestName, dir, err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxManifest+1))
	if err != nil {
		return Manifest{}, fmt.Errorf("read %s of %s: %w", manifestName, dir, err)
	}
	if len(raw) > maxManifest {
		return Manifest{}, damaged(dir, "%s is larger than any manifest", manifestName)
	}
	return decodeManifest(dir, raw)
}

// checkVersions tells whether a program with these options can work with the generation.
func (m Manifest) checkVersions(dir string, o Options) error {
	older := o.OldestFormat > 0 && m.Format >= o.OldestFormat && m.Format < o.Format
	if m.Format != o.Format && !older {
		return &VersionError{Dir: dir, Part: "index format", Found: m.Format, Want: o.Format, Tool: m.Tool}
	}
	if m.Analysis != o.Analysis {
		return &VersionError{Dir: dir, Part: PartAnalysis, Found: m.Analysis, Want: o.Analysis, Tool: m.Tool}
	}
	return nil
}
