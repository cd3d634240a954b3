// Package charset tells in which encoding a Vietnamese text was written, and decodes it: Unicode, the standards and the font
// makers' encodings of the years before it, and text that went through a wrong decoder once. It knows nothing of articles and does
// no I/O; it depends on golang.org/x/text and, for what a syllable is, on package vietnamese.
//
// # Glossary
//
//   - legacy encoding: one from before Unicode. TCVN3 (ABC; the fonts .VnTime and its kin), VNI (VNI-Times), VPS, VISCII and
//     windows-1258 give a letter one byte or two; VIQR writes its marks in ASCII behind it. TCVN5712-1 is the standard that TCVN3 is
//     a part of, with capitals where controls are.
//   - table: an encoding as data, with its source, in tables/*.txt.
//   - fit: how likely a text is as Vietnamese, from how rare its syllables are (syllables.txt); see judge.
//   - hidden: said of a legacy encoding whose bytes were taken for Latin letters and stored as Unicode ("TiÕng ViÖt"), and of UTF-8
//     that was encoded twice.
//   - plain: Vietnamese in Unicode beyond doubt, whatever its normal form; it is passed through as found.
//
// # How an encoding is told
//
// A byte order mark settles it, and so does valid UTF-8 with letters that only Vietnamese has. Other valid UTF-8 is changed only if
// it is Vietnamese in some hidden encoding and far likelier so than as it stands. Bytes that are not UTF-8 are read in each legacy
// encoding, a kilobyte of the lines that tell something and every line with a byte not met there; the reading that fits best is
// taken if it is Vietnamese, and its lead over the next is the confidence. A declared charset tips the scales a little, and names the
// encoding of text that is not Vietnamese. A font's name says how its runs are to be read. What nothing tells is refused.
//
// # Accuracy
//
// TestAccuracy transcodes a corpus into every encoding, whole and cut short, and prints what came back; TestHarmless decodes what is
// UTF-8 already, and fails if a byte changes. Both say how to run them on a corpus of one's own; testdata/README.md has the figures.
//
// # Caveats
//
//   - TCVN3 has no capitals with tones. They are put back at the beginnings of sentences and in words and headlines in capitals; the
//     á of "châu á" stays small.
//   - VIQR without backslashes leaves open whether "ta." is tạ or ends a sentence. The commoner reading is taken.
//   - A few letters may read alike in two encodings ("Đính" in VPS, "đính" in VNI). The confidence is below Sure then.
//   - A text is read in one encoding, but for lines of a hidden one that are plain. Bytes in two encodings are not taken apart.
//   - BKHCM, VietWare, VNI for DOS and Macintosh, and EBCDIC are not known.
package charset
