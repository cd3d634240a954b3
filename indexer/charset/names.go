package charset

// Names are the names of the encodings that Decode tells apart without being told.
func Names() []string {
	return []string{UTF8, UTF16LE, UTF16BE, UTF8Twice, Windows1258, Windows1252, TCVN3, TCVN5712, VNI, VPS, VISCII, VIQR}
}
