package web

import (
	"strings"

	"golang.org/x/net/html/atom"

	"timbao/indexer/document"
	"timbao/indexer/vietnamese"
)

// phrase is what a block's fixed wording says about it.
type phrase uint8

const (
	phraseNone phrase = iota
	phraseDrop        // the block is boilerplate
	phraseEnd         // all that follows is
)

// maxPhrase bounds a block that can be fixed wording, in letters.
const maxPhrase = 120

// Fixed wording of pages, folded. A counter in brackets behind it makes no difference.
var (
	// endHeads head what readers wrote.
	endHeads = wordSet("binh luan", "y kien ban doc", "y kien cua ban", "gui y kien", "gui binh luan", "gui y kien cua ban", "phan hoi", "y kien phan hoi",
		"binh luan cua ban", "comments", "leave a reply", "leave a comment", "viet binh luan", "thao luan")
	// dropHeads head lists of other articles and tools.
	dropHeads = wordSet("tin lien quan", "bai lien quan", "bai viet lien quan", "tin bai lien quan", "cac tin lien quan", "cac bai lien quan", "xem them", "doc them", "tin khac",
		"cac tin khac", "cac bai khac", "tin cung chuyen muc", "cung chuyen muc", "bai cung chuyen muc", "tin moi hon", "tin cu hon", "cac tin moi hon",
		"cac tin cu hon", "cac tin da dua", "cac tin da dang", "cac bai da dang", "tin moi", "tin moi nhat", "tin doc nhieu", "doc nhieu nhat", "tin noi bat", "chia se", "in trang",
		"in bai viet", "ban in", "ban in ra", "gui bai viet", "gui email", "gui cho ban be", "ve dau trang", "tro ve", "quay lai", "luu bai viet", "theo doi chung toi", "quang cao", "tu khoa", "tags",
		"chu de", "read more", "related posts", "related articles", "share this", "share", "like this", "loading", "advertisement", "print", "email", "trang truoc", "trang sau", "trang chu")
	// dropStarts begin a line that points elsewhere or counts readers.
	dropStarts = []string{"luot xem", "luot doc", "so lan doc", "so luot xem", "da xem", "views", "tags:", "tu khoa:", "danh gia bai viet", "tong so diem", "click de danh gia"}
	// linkStarts begin a line that points elsewhere, if there is a link in it.
	linkStarts = []string{"xem them", "doc them", "tin lien quan", ">>", ">", "»", "=>", "moi quy doc gia", "moi ban doc", "posted in", "filed under", "the post", "bai viet"}
)

// bylineLabels begin a line that names the article's authors or source, up to the colon.
var bylineLabels = wordSet("tac gia", "tac gia bai viet", "nguoi viet", "nguon tin", "nguon", "tin", "bai", "anh", "tin, anh", "bai, anh", "bai va anh", "tin va anh", "thuc hien", "theo", "but danh")

func isByline(line string) bool {
	label, name, ok := strings.Cut(line, ":")
	return ok && len(label) < 40 && letters(name) > 0 && bylineLabels[strings.TrimSpace(vietnamese.Fold(label))]
}

func wordSet(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// phraseOf reads the fixed wording of a block.
func phraseOf(b document.Block, n amount) phrase {
	if n.text > maxPhrase || b.Kind == document.Row || b.Kind == document.Caption {
		return phraseNone
	}
	folded := vietnamese.Fold(b.Text)
	head := strings.Trim(strings.TrimRight(folded, "0123456789() :…."), " \u00a0>»-")
	switch {
	case endHeads[head]:
		return phraseEnd
	case dropHeads[head]:
		return phraseDrop
	}
	for _, s := range dropStarts {
		if strings.HasPrefix(folded, s) {
			return phraseDrop
		}
	}
	for _, s := range linkStarts {
		if n.link > 0 && strings.HasPrefix(folded, s) && n.link*2 >= n.text {
			return phraseDrop
		}
	}
	return phraseNone
}

func atomOf(name []byte) atom.Atom { return atom.Lookup(name) }

func isBreak(a atom.Atom) bool { return a == atom.Br || a == atom.Hr }

// isVoid reports whether an element that is not read has no end tag either.
func isVoid(a atom.Atom) bool { return a == atom.Input || a == atom.Embed }
