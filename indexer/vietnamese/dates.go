package vietnamese

import "time"

// DateMention is a date as a text mentions it. Year, Month or Day is 0 where the text does not say it.
type DateMention struct{ Start, End, Year, Month, Day int }

// Dates finds the dates that a text mentions.
func Dates(text string) []DateMention { return nil }

// DateOf reads a raw Number or Code token that is a date by itself.
func DateOf(raw string) (DateMention, bool) { return DateMention{}, false }

// Resolve completes a date by the time of publishing.
func (d DateMention) Resolve(published time.Time) DateMention { return d }

// DateTerms gives the terms under which the date is indexed, the most exact first.
func DateTerms(d DateMention) []string { return nil }
