package cite

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"timbao/indexer/vietnamese"
)

// maxReadable is the most bytes of an id that its key shows.
const maxReadable = 40

// Key is the name of an article in a bibliography: letters, digits and hyphens of ASCII, what can be read of the id and then a part
// of its hash. It follows from the id alone and differs for different ids.
func Key(id string) string {
	sum := sha256.Sum256([]byte(id))
	hash := hex.EncodeToString(sum[:6])
	base := path.Base(strings.TrimRight(id, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	var b strings.Builder
	for _, r := range vietnamese.Fold(base) {
		if b.Len() == maxReadable {
			break
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	readable := strings.Trim(b.String(), "-")
	if readable == "" {
		readable = "article"
	}
	return readable + "-" + hash
}
