package bench

// What the tests look at directly.
var (
	DrawAll = draw
	DrawRun = drawRun
)

// NotesOf are the notes that a report gets.
func NotesOf(r *Report, o Options, drawn bool) []string {
	return (&bench{Options: o, report: r, drawn: drawn}).notes()
}
