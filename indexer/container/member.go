package container

import (
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// MaxMembers is the number of members above which an archive is not read on.
const MaxMembers = 1 << 20

// Member is a file in an archive.
type Member struct {
	Name   string // cleaned: a relative slash path that cannot leave the archive; may hold what is not UTF-8 if Raw
	Raw    bool   // Name is in an encoding that the archive does not name
	Size   int64  // bytes as the archive states them, which need not be true
	Behind int64  // bytes of the archive that lie behind when this member has been read, as far as known
	Err    error  // why it cannot be opened; nil if it can
}

// Visit is called for each member in the order of the archive; r gives its bytes and is nil if m.Err is set. What it leaves unread is
// passed over. An error that it returns ends the walk and is returned.
type Visit func(m Member, r io.Reader) error

// CleanName makes a member's name a relative slash path without "..", drive letters and control characters. A name of which nothing is left
// becomes "_".
func CleanName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	if len(name) > maxName {
		name = name[len(name)-maxName:] // its end says more: file name and extension
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	for len(name) > 1 && name[1] == ':' { // a drive of Windows
		name = strings.TrimPrefix(path.Clean("/"+name[2:]), "/")
	}
	if i := strings.IndexFunc(name, isControl); i >= 0 && utf8.ValidString(name) {
		name = strings.Map(func(r rune) rune {
			if isControl(r) {
				return utf8.RuneError
			}
			return r
		}, name)
	}
	if name == "" {
		return "_"
	}
	return name
}

// maxName is the length in bytes above which the beginning of a member's name is cut.
const maxName = 1024

func isControl(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 }

// hidden reports whether a member is one that people do not see, as Find passes over files whose names begin with a dot; macOS puts a
// shadow of every file into its zips.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	return false
}
