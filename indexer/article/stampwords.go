package article

import "strings"

// stampWordList holds the folded words a date line may hold, collected from the date lines of Vietnamese newspapers' pages and
// exports: what stands before the date, weekdays, parts of times and zones. The names of months are in monthList.
const stampWordList = `
cap nhat luc ngay dang tai xuat ban phat hanh thoi gian gui vao hom tin bai viet sua cuoi lan dua
date on at posted post publish published updated update last created
thu hai ba tu nam sau bay chu nhut cn t
monday tuesday wednesday thursday friday saturday sunday mon tue wed thur fri sat sun
thang thg h g gio phut giay am pm sa ch sang trua chieu toi dem gmt utc z th vn ict`

// monthList holds the English names of the months, from January on, each followed by its short form.
const monthList = `january jan february feb march mar april apr may may june jun july jul august aug september sep october oct
november nov december dec`

var (
	stampWords = newStampWords()
	monthWords = newMonthWords()
)

func newStampWords() map[string]string {
	m := make(map[string]string)
	for _, w := range strings.Fields(stampWordList + " " + monthList) {
		m[w] = w
	}
	return m
}

func newMonthWords() map[string]int {
	m := make(map[string]int)
	for i, w := range strings.Fields(monthList) {
		m[w] = i/2 + 1
	}
	return m
}

// stampWord is the word w if a date line may hold it, else "".
func stampWord(w []byte) string { return stampWords[string(w)] }

// monthWord is the number of the month with this English name, else 0.
func monthWord(w string) int { return monthWords[w] }
