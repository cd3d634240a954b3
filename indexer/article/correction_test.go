package article

import (
	"strings"
	"testing"
)

func TestCorrects(t *testing.T) {
	const header = "Thứ Tư, 15/01/2020 08:00\n"
	for _, c := range []struct{ page, want string }{
		{"Đính chính\n" + header + "Trong bài “Xã Bình Lộc đắp đê” đăng ngày 14-1-2020, do sơ suất chúng tôi viết sai tên ông Văn A. Xin đính chính.", `"Xã Bình Lộc đắp đê" of 2020-01-14`},
		{"ĐÍNH CHÍNH\n" + header + "Báo số ra ngày 13-1 có đăng tin \"Nông dân được mùa.\" trong đó có một con số sai.", `"Nông dân được mùa" of 2020-01-13`},
		{"Cải chính bài \"Giá lúa tăng mạnh\"\n" + header + "Chúng tôi xin lỗi bạn đọc.", `"Giá lúa tăng mạnh"`},
		{"Đính chính: Xã Bình Lộc đắp đê\n" + header + "Con đê dài 2 km, không phải 3 km như tin ngày 14/1.", `"Xã Bình Lộc đắp đê" of 2020-01-14`},
		{"Chuyên mục: Đính chính\nVề một con số\n" + header + "Ở bài «Giá lúa tăng mạnh», con số đúng là 6.500 đồng.", `"Giá lúa tăng mạnh"`},
		{"Dinh chinh\n" + header + "Trong bai \"Xa Binh Loc dap de\" ngay 14-1 co mot loi.", `"Xa Binh Loc dap de" of 2020-01-14`},
		{"Đính chính\n" + header + "Ông Văn A nói “làm sai thì sửa”, còn chúng tôi xin lỗi.", ""},
		{"Đính chínhx\n" + header + "Trong bài “Xã Bình Lộc đắp đê” có lỗi.", ""},
		{"Cải chính hộ tịch cho người dân vùng cao\n" + header + "Sáng 14-1, xã Bình Lộc bắt đầu làm lại giấy tờ cho bà con.", ""},
		{"Xã Bình Lộc đắp đê\n" + header + "Trong bài “Giá lúa tăng mạnh” ngày 14-1, chúng tôi đã viết về xã này. Đính chính một lỗi.", ""},
	} {
		a := readText(t, c.page)
		got := ""
		if a.Corrects != nil {
			got = a.Corrects.String()
		}
		if got != c.want {
			t.Errorf("%s\n corrects %s, want %s", strings.ReplaceAll(c.page, "\n", " / "), got, c.want)
		}
	}
}
