// Package harvest collects from a whole archive what a search box should offer: the titles, the values of fields (sections,
// writers, places), and the names and phrases that the text uses often. It writes them into the table of package suggestion, which
// is a sidecar of the index.
package harvest
