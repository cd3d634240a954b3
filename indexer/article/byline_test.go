package article

import (
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestReadByline(t *testing.T) {
	type names = []string
	for _, c := range []struct {
		in      string
		writers names
		photos  names
	}{
		{"Tin, ảnh: Văn Trọng", names{"Văn Trọng"}, names{"Văn Trọng"}},
		{"Tin,ảnh:Văn Trọng", names{"Văn Trọng"}, names{"Văn Trọng"}},
		{"TIN, ẢNH: VĂN TRỌNG", names{"VĂN TRỌNG"}, names{"VĂN TRỌNG"}},
		{"Tin - Ảnh: Văn Trọng.", names{"Văn Trọng"}, names{"Văn Trọng"}},
		{"Bài và ảnh: Hồ Sỹ Ðông", names{"Hồ Sỹ Ðông"}, names{"Hồ Sỹ Ðông"}},
		{"(Bài, ảnh: Lê Khánh)", names{"Lê Khánh"}, names{"Lê Khánh"}},
		{"Bài: Hải Yến", names{"Hải Yến"}, nil},
		{"Tin: Ðức Thịnh", names{"Ðức Thịnh"}, nil},
		{"Bài viết: Hải Yến", names{"Hải Yến"}, nil},
		{"Ảnh: Bá Lộc", nil, names{"Bá Lộc"}},
		{"Thực hiện: Nhóm PV", names{"Nhóm PV"}, nil},
		{"Bài, ảnh: Minh Hạnh - Quốc Toàn", names{"Minh Hạnh", "Quốc Toàn"}, names{"Minh Hạnh", "Quốc Toàn"}},
		{"Tin: Văn Lợi, Minh Hạnh và Thu Hà", names{"Văn Lợi", "Minh Hạnh", "Thu Hà"}, nil},
		{"Bài: Hải Yến - Ảnh: Bá Lộc", names{"Hải Yến"}, names{"Bá Lộc"}},
		{"Bài: Hải Yến; Ảnh: Bá Lộc, Quang Vũ", names{"Hải Yến"}, names{"Bá Lộc", "Quang Vũ"}},
		{"Bài: Hải Yến, ảnh: Bá Lộc", names{"Hải Yến"}, names{"Bá Lộc"}},
		{"Theo TTXVN", names{"TTXVN"}, nil},
		{"(Theo TTXVN/Reuters)", names{"TTXVN", "Reuters"}, nil},
		{"Theo Cổng thông tin điện tử tỉnh", names{"Cổng thông tin điện tử tỉnh"}, nil},
		{"Nguồn: TTXVN", names{"TTXVN"}, nil},
		{"Theo ông Kôn Xiêng, Trưởng phòng Giáo dục huyện, cả huyện đã có 11 xã đạt chuẩn xóa mù chữ", nil, nil},
		{"Theo đó, tỉnh sẽ họp", nil, nil},
		{"Tin, ảnh:", nil, nil},
		{"Tin buồn: Ðồng chí Lê Quang Ðiều từ trần", nil, nil},
		{"Ảnh: người dân xem bắn pháo hoa", nil, nil},
		{"Anh: tôi không biết", nil, nil},
		{"Kết luận: Hội nghị thành công", nil, nil},
		{"Văn Trọng", nil, nil},
		{"", nil, nil},
		{":", nil, nil},
		{"()", nil, nil},
	} {
		for _, in := range []string{c.in, norm.NFD.String(c.in)} {
			got := readByline(in, false)
			if !sameNames(got.writers, c.writers) || !sameNames(got.photographers, c.photos) {
				t.Errorf("%q: writers %q, photographers %q; want %q, %q", in, got.writers, got.photographers, c.writers, c.photos)
			}
		}
	}
}

func sameNames(got, want []string) bool {
	g := make([]string, 0, len(got))
	for _, n := range got {
		g = append(g, norm.NFC.String(n))
	}
	return len(g) == 0 && len(want) == 0 || reflect.DeepEqual(g, want)
}

func TestReadSignature(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // writers joined by "|"; "" = not a signature
		sure bool
	}{
		{"T.H", "T.H", true},
		{"N.V.A.", "N.V.A.", true},
		{"Đ. V (Tổng hợp)", "Đ. V", true},
		{"(TTXVN)", "TTXVN", true},
		{"TTXVN", "TTXVN", false},
		{"PV", "PV", false},
		{"Nhóm PV", "Nhóm PV", false},
		{"Ban Biên tập", "Ban Biên tập", false},
		{"Mộc Miên (Tổng hợp)", "Mộc Miên", true},
		{"Trang Dung (t/h)", "Trang Dung", true},
		{"Vũ Anh (Theo Reuters)", "Vũ Anh", true},
		{"VĂN TRỌNG", "VĂN TRỌNG", false},
		{"Phan Duy", "Phan Duy", false},
		{"Nguyễn Văn A - Trần B", "Nguyễn Văn A|Trần B", false},
		{"Hồng Nhung, Quốc Bảo", "Hồng Nhung|Quốc Bảo", false},
		{"Hết", "", false},
		{"HẾT", "", false},
		{"Trọng", "", false},
		{"Hội nghị bế mạc", "", false},
		{"Ông nói:", "", false},
		{"Năm 2020", "", false},
		{"1", "", false},
	} {
		got := readSignature(c.in)
		if names := strings.Join(got.writers, "|"); names != c.want || names != "" && got.sure != c.sure {
			t.Errorf("%q: %q (sure %v), want %q (%v)", c.in, names, got.sure, c.want, c.sure)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct {
		in, place string
		sure      bool
	}{
		{"Hòa Lâm - Chiều 14-1, tỉnh họp.", "Hòa Lâm", true},
		{"Hòa Lâm – 14-1, tỉnh họp.", "Hòa Lâm", true},
		{"TÂY NINH - Sáng nay mưa to.", "TÂY NINH", true},
		{"Tây Ninh (TTXVN) - Tỉnh ủy họp.", "Tây Ninh", true},
		{"TTXVN (Hà Nội) - Chính phủ họp.", "Hà Nội", true},
		{"Tây Ninh, ngày 14-1 - Tỉnh ủy họp.", "Tây Ninh", true},
		{"Tây Ninh, 14/1 - Tỉnh ủy họp.", "Tây Ninh", true},
		{"Bà Rịa - Vũng Tàu - Chiều 14-1, tỉnh họp.", "Bà Rịa - Vũng Tàu", true},
		{"TP.HCM - Sáng 14-1, thành phố họp.", "TP.HCM", true},
		{"Hồ Chí Minh - Sáng 14-1, thành phố họp.", "Hồ Chí Minh", true},
		{"Cửa Tràm - Cảng cá đông tàu.", "Cửa Tràm", false},
		{"Hòa Lâm - UBND tỉnh vừa họp.", "Hòa Lâm", false},
		{"Mỹ - Trung Quốc đàm phán.", "", false},
		{"Nguyễn Văn Hưng - Giám đốc công ty", "", false},
		{"Hoài Sa - Hoa hậu chuyển giới đầu tiên", "", false},
		{"TTXVN - Chiều 14-1, tỉnh họp.", "", false},
		{"(Dân trí) - Chiều 14-1, tỉnh họp.", "", false},
		{"Kim Yo - jong đến Hà Nội", "", false},
		{"Tuyến Hòa Lâm-Cửa Tràm thông xe", "", false},
		{"Năm 2019 - Năm của du lịch", "", false},
		{"Hòa Lâm -", "", false},
		{"- Chiều 14-1", "", false},
		{") (Hòa - Chiều", "", false},
		{"", "", false},
	} {
		for _, form := range []func(string) string{norm.NFC.String, norm.NFD.String} {
			place, sure := dateline(form(c.in))
			if place != form(c.place) || sure != c.sure {
				t.Errorf("%q: %q (sure %v), want %q (%v)", form(c.in), place, sure, c.place, c.sure)
			}
		}
	}
}
