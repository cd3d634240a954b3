package article

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// One article, saved by LibreOffice in every format of word processors, in Unicode and in the fonts of two legacy encodings, reads as
// one article.
func TestOffice_samples(t *testing.T) {
	body := []string{
		"Ông Lê Văn Mẫn, 62 tuổi, Chủ nhiệm Hợp tác xã Muối Bình Khê, cho biết giá muối đầu vụ đạt 1.200 đồng/kg, cao hơn cùng kỳ năm ngoái 300 đồng.",
		"Giá do Trạm Thu mua Cửa Tràm công bố.",
		"Nỗi lo nước ngọt",
		"Kênh dẫn nước mặn dài 3,2 km do xã đào từ năm 1987 đã bồi lấp. “Không nạo vét thì sang năm chịu”, bà Trần Thị Thơm nói.",
		"Xã | Diện tích (ha) | Sản lượng (tấn)", "Bình Khê | 120 | 4.800", "Tràm Đông | 86 | 3.150",
		"UBND huyện Hải Thuận hứa bố trí 850 triệu đồng nạo vét kênh trong quý I-2010.",
	}
	for _, name := range []string{
		"dong-muoi.docx", "dong-muoi.doc", "dong-muoi.odt", "dong-muoi.rtf", "dong-muoi-vntime.docx", "dong-muoi-vntime.doc",
		"dong-muoi-vntime.odt", "dong-muoi-vntime.rtf", "dong-muoi-vni.docx", "dong-muoi-vni.doc",
	} {
		t.Run(name, func(t *testing.T) {
			list, skipped := articlesOf(t, sample(t, name))
			if len(list) != 1 || skipped != nil {
				t.Fatalf("%d articles, skipped %q", len(list), skipped)
			}
			a := list[0]
			if a.Title != "Đồng muối Cửa Tràm vào vụ" || !a.Published.Equal(time.Date(2009, 10, 5, 8, 30, 0, 0, zone)) || a.Place != "Cửa Tràm" {
				t.Errorf("title %q, published %v, place %q", a.Title, a.Published, a.Place)
			}
			if !strings.HasPrefix(a.Lead, "Cửa Tràm - Sáng 5-10, diêm dân xã Bình Khê ra đồng làm vụ muối sớm, sau ba tháng mưa dầm") {
				t.Errorf("lead %q", a.Lead)
			}
			if !slices.Equal(a.Body, body) {
				t.Errorf("body %q\nwant %q", a.Body, body)
			}
			// The fonts of TCVN3 have no capitals with tones.
			caption := strings.Replace(strings.Join(a.Captions, "|"), "ảnh:", "Ảnh:", 1)
			if caption != "Bà Trần Thị Thơm cào muối trên đồng Bình Khê. Ảnh: Hồ Nghị" {
				t.Errorf("captions %q", a.Captions)
			}
			if a.Byline != "Bài, ảnh: Hồ Nghị" || !slices.Equal(a.Authors, []string{"Hồ Nghị"}) || !slices.Equal(a.Photographers, []string{"Hồ Nghị"}) {
				t.Errorf("byline %q, authors %q, photographers %q", a.Byline, a.Authors, a.Photographers)
			}
			want := map[bool]string{true: "TCVN3", false: "Unicode"}[strings.Contains(name, "vntime")]
			if strings.Contains(name, "vni") {
				want = "VNI"
			}
			if a.Source.Encoding != want || a.Source.Format != name[strings.LastIndex(name, ".")+1:] {
				t.Errorf("source %+v", a.Source)
			}
		})
	}
}

// Columns are read one after the other, in Unicode and in a font of TCVN3; what runs along every page is not the article's.
func TestPDF_samples(t *testing.T) {
	for _, name := range []string{"ho-can.pdf", "ho-can-vntime.pdf"} {
		list, skipped := articlesOf(t, sample(t, name))
		if len(list) != 1 || skipped != nil {
			t.Fatalf("%s: %d articles, skipped %q", name, len(list), skipped)
		}
		a := list[0]
		if a.Title != "Hồ Lệ Thủy cạn trơ đáy giữa mùa mưa" || !a.Published.Equal(time.Date(2010, 8, 16, 0, 0, 0, 0, zone)) || a.Place != "Đại Khê" {
			t.Errorf("%s: title %q, published %v, place %q", name, a.Title, a.Published, a.Place)
		}
		if a.Byline != "Bài, ảnh: Quốc Toàn" || !strings.HasPrefix(a.Lead, "Đại Khê - Giữa tháng 8, khi lẽ ra nước phải tràn bờ, hồ Lệ Thủy") {
			t.Errorf("%s: byline %q, lead %q", name, a.Byline, a.Lead)
		}
		if text := strings.Join(a.Body, "\n"); !strings.Contains(text, "trạm thủy nông Đại Khê, cho biết từ đầu năm tới nay lượng mưa đo được tại đập chỉ 412 mm, bằng 38% trung bình nhiều năm.") ||
			!strings.Contains(text, "vận động bà con chuyển 120 ha sang trồng đậu xanh. Giống đậu đã về tới kho hợp tác xã từ hôm 12-8.") || strings.Contains(text, "Trang") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
