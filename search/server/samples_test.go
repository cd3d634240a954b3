package server

import (
	"strings"
	"time"

	"timbao/search"
)

// sampleArticles are articles of an invented paper: people, communes and events do not exist.
func sampleArticles() []*search.Article {
	var out []*search.Article
	for _, s := range []struct{ path, title, lead, body, section, author, place, day string }{
		{"2020/01/hop-khoi.txt", "Đảng ủy Khối triển khai nhiệm vụ năm 2020", "Chiều 14-1, Đảng ủy Khối tổ chức hội nghị tổng kết công tác năm 2019, triển khai nhiệm vụ năm 2020.",
			"Dự hội nghị có đại diện Thường trực HĐND tỉnh và lãnh đạo các ban Đảng. Hội đồng nhân dân tỉnh đã thông qua 12 nghị quyết quan trọng.", "Chính trị", "Văn Trọng", "Bình Sơn", "2020-01-14 19:23"},
		{"2019/10/lu-quet.txt", "Lũ quét cuốn trôi ba căn nhà ở xã Nậm Tiên", "Mưa lớn kéo dài suốt đêm 8-10 gây lũ quét tại xã Nậm Tiên, cuốn trôi ba căn nhà và 12 ha lúa.",
			"Đến trưa cùng ngày, lực lượng chức năng đã sơ tán 41 hộ dân ra khỏi vùng nguy hiểm. Nước lũ đang rút chậm; tuyến tỉnh lộ 127 còn chia cắt tại hai điểm.", "Xã hội", "Lò Thị Mây", "Nậm Tiên", "2019-10-09 07:40"},
		{"2021/05/vai-thieu.txt", "Vải thiều đầu mùa được giá, người trồng phấn khởi", "Những ngày giữa tháng 5, các vườn vải sớm ở huyện Thanh Lâm bắt đầu cho thu hoạch với giá 35.000 đồng/kg.",
			"Ông Hà Văn Quý, thôn Đồng Bưởi, cho biết gia đình ông có 2 ha vải, dự kiến thu 14 tấn. Hợp tác xã đã ký hợp đồng bao tiêu 60 % sản lượng.", "Kinh tế", "Thu Hoài", "Thanh Lâm", "2021-05-17 10:05"},
		{"2018/09/khai-giang.txt", "Hơn 120.000 học sinh bước vào năm học mới", "Sáng 5-9, cùng với cả nước, học sinh các cấp học trong tỉnh đã dự lễ khai giảng năm học 2018 - 2019.",
			"Năm học này, toàn tỉnh có 412 trường, trong đó 218 trường đạt chuẩn quốc gia. Ngành giáo dục tập trung nâng cao chất lượng dạy tiếng Anh & tin học.", "Giáo dục", "Minh Châu", "Bình Sơn", "2018-09-05 11:30"},
		{"2022/02/le-hoi.txt", "Khai hội Lồng Tồng xuân Nhâm Dần", "Ngày 11-2 (tức 11 tháng Giêng), xã Bản Lầu khai hội Lồng Tồng, cầu cho mưa thuận gió hòa, mùa màng bội thu.",
			"Phần hội diễn ra sôi nổi với các trò ném còn, kéo co, đẩy gậy. Do dịch Covid-19, ban tổ chức giới hạn số người tham dự.", "Văn hóa", "Hoàng Nghiệp, Lò Thị Mây", "Bản Lầu", "2022-02-11 15:12"},
		{"2017/07/tai-nan.txt", "Tai nạn trên quốc lộ 1A, hai người bị thương <nặng>", "Khoảng 7h30 ngày 3-7, một vụ va chạm giữa xe tải và xe khách xảy ra trên QL1A, đoạn qua xã Hòa Phú.",
			"Lực lượng CSGT đã có mặt điều tiết giao thông. Nguyên nhân vụ tai nạn đang được cơ quan chức năng điều tra làm rõ.", "Pháp luật", "Quang Huy", "Hòa Phú", "2017-07-03 00:00"},
		{"2023/11/cua-khau.txt", "Thông quan hơn 300 xe nông sản mỗi ngày qua cửa khẩu Tân Thành", "Lượng xe chở nông sản xuất khẩu qua cửa khẩu Tân Thành tăng mạnh trong nửa đầu tháng 11.",
			"Theo Ban Quản lý cửa khẩu, thanh long, mít và chuối tươi chiếm 72 % lượng hàng. Thời gian thông quan bình quân còn 45 phút/xe.", "Kinh tế", "Thu Hoài", "Tân Thành", "2023-11-14 16:48"},
		{"2016/04/bong-da.txt", "Bình Sơn vô địch giải bóng đá thiếu niên toàn tỉnh", "Thắng 2-1 trong trận chung kết chiều 24-4, đội thiếu niên Bình Sơn lên ngôi vô địch sau 8 năm chờ đợi.",
			"Em Nông Đức Thịnh ghi cả hai bàn thắng và nhận danh hiệu cầu thủ xuất sắc nhất. Đội Thanh Lâm đứng thứ hai.", "Thể thao", "Quang Huy", "Bình Sơn", "2016-04-24 18:20"},
	} {
		day, err := time.ParseInLocation("2006-01-02 15:04", s.day, newsTime())
		if err != nil {
			panic(err)
		}
		out = append(out, &search.Article{
			ID: "archive/" + s.path, Title: s.title, Lead: s.lead, Body: strings.SplitAfter(s.body, ". "), Captions: []string{"Quang cảnh buổi làm việc."},
			Published: day, Authors: strings.Split(s.author, ", "), Photographers: []string{"T.H"}, Byline: "Tin, ảnh: " + s.author, Section: s.section, Place: s.place,
			Guessed: []string{"section"},
		})
		out[len(out)-1].Source.Path = "archive/" + s.path
	}
	return out
}
