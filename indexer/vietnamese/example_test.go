package vietnamese_test

import (
	"fmt"
	"time"

	"timbao/indexer/vietnamese"
)

func ExampleTokens() {
	const text = "Ðảng uỷ ban hành 35-CT/TW"
	for _, t := range vietnamese.Tokens(text) {
		fmt.Printf("%d %-8s %q %v\n", t.Position, text[t.Start:t.End], t.Term, t.Kind)
	}
	// Output:
	// 0 Ðảng     "dang\x00đảng" syllable
	// 1 uỷ       "uy\x00ủy" syllable
	// 2 ban      "ban\x00" syllable
	// 3 hành     "hanh\x00hành" syllable
	// 4 35       "35\x00" number
	// 5 CT       "ct\x00" word
	// 6 TW       "tw\x00" word
	// 4 35-CT/TW "35-ct/tw\x00" code
}

func ExampleFold() {
	fmt.Println(vietnamese.Fold("Kĩ thuật, Hoà Bình, Ðồng Nai"))
	// Output: ky thuat, hoa binh, dong nai
}

func ExampleDateMention_Resolve() {
	published := time.Date(2020, 1, 14, 19, 23, 0, 0, time.FixedZone("ICT", 7*3600))
	for _, d := range vietnamese.Dates("Chiều 14-1 họp; từ ngày 20-12 đến nay; tháng 3/2019") {
		d = d.Resolve(published)
		fmt.Println(d.Year, d.Month, d.Day)
	}
	// Output:
	// 2020 1 14
	// 2019 12 20
	// 2019 3 0
}

func ExampleExpansions() {
	for _, a := range vietnamese.Expansions("hdnd") {
		fmt.Println(a.Short, "=", a.Expansion)
	}
	// Output: HĐND = hội đồng nhân dân
}
