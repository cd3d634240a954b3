package server

import (
	"fmt"
	"strings"
)

// explain says in both languages what a problem means to a visitor, and what to do.
func explain(p *Problem) (heading, advice words) {
	switch strings.TrimPrefix(p.Type, kindPrefix) {
	case kindBadQuery:
		return words{"Câu tìm viết chưa đúng", "The query is malformed"},
			words{fmt.Sprintf("Máy không hiểu từ ký tự thứ %d.", p.Column), fmt.Sprintf("It went wrong at character %d.", p.Column)}
	case kindBadParam:
		return words{"Điều kiện tìm chưa đúng", "A condition cannot be used"},
			words{"Sửa trong ô tìm rồi tìm lại.", "Mend it in the form and search again."}
	case kindNotFound:
		return words{"Không có trang này", "Nothing is here"},
			words{"Bài có thể đã bị gỡ khỏi kho, hoặc địa chỉ viết sai. Hãy tìm lại.", "The article may have been removed, or the address is wrong. Try a search."}
	case kindMethod:
		return words{"Không dùng được cách gọi này", "This method is not for this page"}, words{"Hãy mở trang bằng trình duyệt.", "Open the page in a browser."}
	case kindBusy:
		return words{"Máy đang bận", "The server is busy"}, words{"Nhiều người đang tìm cùng lúc. Thử lại sau giây lát.", "Many searches are running. Try again in a moment."}
	case kindTimeout:
		return words{"Tìm quá lâu", "The search took too long"}, words{"Thêm từ hoặc giới hạn thời gian rồi tìm lại.", "Add words or a period and search again."}
	case kindNoIndex, kindDamaged:
		return words{"Kho báo chưa tìm được", "The archive cannot be searched now"}, words{"Xin báo người quản trị.", "Please tell the administrator."}
	default:
		return words{"Máy chủ gặp lỗi", "The server made a mistake"}, words{"Thử lại; nếu vẫn lỗi, xin báo người quản trị kèm mã dưới đây.", "Try again; if it stays, tell the administrator the code below."}
	}
}

// issueOf says in both languages what is wrong with a parameter.
func issueOf(e ParamIssue) issueView {
	v := issueView{Name: words{e.Parameter, ""}, Value: e.Value, Reason: words{"không dùng được", e.Detail}}
	switch e.Parameter {
	case "from":
		v.Name = words{"Từ ngày", "From"}
	case "to":
		v.Name = words{"Đến ngày", "To"}
	case "sort":
		v.Name = words{"Sắp xếp", "Sort"}
	case "year":
		v.Name = words{"Năm", "Year"}
	case "limit":
		v.Name = words{"Số bài mỗi trang", "Limit"}
	case "offset", "cursor":
		v.Name = words{"Trang", "Page"}
	}
	if e.Parameter == "from" || e.Parameter == "to" {
		v.Reason.Vi = "không phải là ngày; viết 2020, 2020-01 hoặc 14-1-2020"
	}
	return v
}
