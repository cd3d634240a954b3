package server

import "time"

// newsTime is where the newspapers are. A fixed zone: Vietnam has had no other time since 1975, and no zone database is needed.
func newsTime() *time.Location { return time.FixedZone("ICT", 7*60*60) }

// iso writes a time for machines.
func iso(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.In(newsTime()).Format(time.RFC3339)
}
