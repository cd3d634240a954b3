package search

import (
	"slices"
	"strings"

	"timbao/indexer/vietnamese"
)

// questions are the words that ask, not what is asked about: an article that answers "là gì" does not say it. Longer ones
// come before their parts. The list is that of the interrogatives in Vietnamese grammars (Nguyễn Đình-Hoà, Vietnamese,
// 1997, §8.9), with the particles that close a question.
var questions = [][]string{
	{"như", "thế", "nào"}, {"ra", "sao"}, {"thế", "nào"}, {"khi", "nào"}, {"lúc", "nào"}, {"bao", "giờ"}, {"bao", "lâu"},
	{"bao", "nhiêu"}, {"ở", "đâu"}, {"tại", "sao"}, {"vì", "sao"}, {"là", "gì"}, {"những", "gì"}, {"cái", "gì"}, {"là", "ai"},
	{"hay", "không"}, {"được", "không"}, {"phải", "không"}, {"có", "phải"}, {"hay", "chưa"}, {"gì"}, {"nào"}, {"mấy"}, {"ai"}, {"đâu"},
}

// closing are the words that make a question of a sentence when they end it.
var closing = map[string]bool{"không": true, "chưa": true, "à": true, "nhỉ": true, "khong": true, "chua": true}

// alternative is the word between two things to choose from, of which a question asks which one it is.
const alternative = "hay"

// isQuestion says whether a text ends in a question mark.
func isQuestion(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, " \t\n\"”»)"), "?")
}

// asked leaves out the words that only ask from a text that is a question: it ends in a question mark. Headlines and names
// that contain such words are no questions. Neither are headlines that merely doubt what they state ("Bên bờ vực chiến
// tranh?"): asks says whether there is a word that asks.
func asked(text string, words []word) (left []word, asks bool) {
	if !isQuestion(text) {
		return words, false
	}
	kept := make([]word, 0, len(words))
	whether := len(words) > 0 && closing[spelling(words[len(words)-1])]
	for i := 0; i < len(words); {
		n := questionAt(words[i:])
		if n == 0 && whether && (i == len(words)-1 || means(words[i], "có")) {
			n = 1 // có … không: whether
		}
		if n > 0 {
			i += n
			if i < len(words) {
				words[i].apart = true
			}
			continue
		}
		kept = append(kept, words[i])
		i++
	}
	asks = len(kept) < len(words) || slices.ContainsFunc(words, func(w word) bool { return means(w, alternative) })
	if len(kept) == 0 {
		return words, asks
	}
	return kept, asks
}

// questionAt returns the number of words of the question word that the words begin with, 0 for none.
func questionAt(words []word) int {
next:
	for _, q := range questions {
		if len(q) > len(words) {
			continue
		}
		for i, s := range q {
			if !means(words[i], s) {
				continue next
			}
		}
		return len(q)
	}
	return 0
}

// means says whether a word of the query is, or may stand for, a Vietnamese one.
func means(w word, s string) bool {
	return spelling(w) == s || w.set && w.term == vietnamese.Fold(s)
}

func spelling(w word) string {
	_, accented := vietnamese.Split(w.token.Term)
	return accented
}
