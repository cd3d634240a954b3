// Package charset tells in which encoding a Vietnamese text was written, and decodes it: Unicode, the standards and the font
// makers' encodings of the years before it, and text that went through a wrong decoder once. It knows nothing of articles and does
// no I/O; it depends on golang.org/x/text and, for what a syllable is, on package vietnamese.
package charset
