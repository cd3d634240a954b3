package snippet

// The article of the provincial paper that the project began with, as it was printed: Ð for Đ, the caption twice.

const seedTitle = "Các tổ chức Đảng thuộc Đảng bộ Khối Các cơ quan tỉnh tập trung tham mưu, tổ chức thực hiện hiệu quả nhiệm vụ chính trị của tỉnh"

var seedParts = []Part{
	{Kind: Lead, Text: "Chiều 14-1, Ðảng ủy Khối Các cơ quan tỉnh tổ chức tổng kết công tác xây dựng Ðảng năm 2019, triển " +
		"khai nhiệm vụ năm 2020. Các đồng chí: Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HÐND " +
		"tỉnh; Nguyễn Văn Va, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy tới dự."},
	{Kind: Body, Text: "Năm 2019, Ban Chấp hành, Ban Thường vụ, Thường trực Ðảng ủy Khối Các cơ quan tỉnh luôn đoàn kết, " +
		"thống nhất, bám sát sự chỉ đạo của Tỉnh ủy và tình hình thực tiễn của Khối để tập trung lãnh đạo, " +
		"chỉ đạo thực hiện tốt các nội dung, chương trình công tác. Chất lượng các mặt công tác xây dựng " +
		"Ðảng, hoạt động của các đoàn thể có chuyển biến; năng lực lãnh đạo, sức chiến đấu của tổ chức Ðảng " +
		"và vai trò của các đoàn thể được phát huy; đoàn kết thống nhất trong nội bộ được giữ vững; cán bộ, " +
		"đảng viên, đoàn viên, hội viên nêu cao tinh thần trách nhiệm, gương mẫu, xung kích trong thực hiện " +
		"chức trách, nhiệm vụ và giữ gìn phẩm chất đạo đức, lối sống theo tấm gương đạo đức Hồ Chí Minh. Việc " +
		"thực hiện các giải pháp khắc phục, sửa chữa khuyết điểm sau kiểm điểm theo Nghị quyết Trung ương 4 " +
		"(khóa XII) gắn với thực hiện Chỉ thị 05 của Bộ Chính trị về tiếp tục đẩy mạnh học tập và làm theo tư " +
		"tưởng, đạo đức, phong cách Hồ Chí Minh có chuyển biến tích cực. Vai trò lãnh đạo, chỉ đạo của cấp ủy " +
		"trong các cơ quan, đơn vị cơ bản đáp ứng được yêu cầu đề ra, phục vụ kịp thời, hiệu quả công tác " +
		"lãnh đạo, chỉ đạo của Tỉnh ủy, HÐND, UBND tỉnh và chương trình, kế hoạch phát triển kinh tế - xã hội " +
		"năm 2019. Toàn khối có 96% tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên, không có tổ chức cơ " +
		"sở đảng yếu kém; 97,1% đảng viên hoàn thành tốt nhiệm vụ trở lên; 97% tổ chức hội, đoàn thể ở cơ sở " +
		"đạt vững mạnh; kết nạp 224 đảng viên mới."},
	{Kind: Body, Text: "Năm 2020, Ðảng ủy Khối Các cơ quan tỉnh tập trung lãnh đạo thực hiện thắng lợi toàn diện Nghị quyết " +
		"Ðại hội Ðảng bộ các cấp nhiệm kỳ 2015-2020; quán triệt và tổ chức triển khai thực hiện nghiêm túc, " +
		"triệt để Chỉ thị số 35-CT/TW của Bộ Chính trị, Kế hoạch số 71-KH/TU của Ban Thường vụ Tỉnh ủy về Ðại " +
		"hội Ðảng bộ các cấp tiến tới Ðại hội đại biểu toàn quốc lần thứ XIII của Ðảng. Ðẩy mạnh phong trào " +
		"thi đua lập thành tích chào mừng đại hội Ðảng bộ các cấp và kỷ niệm các ngày lễ lớn năm 2020. Phấn " +
		"đấu có 95% tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ trở lên, không có tổ chức cơ sở đảng yếu kém; " +
		"100% các tổ chức cơ sở đảng đăng ký, có lịch cụ thể xây dựng được mô hình sinh hoạt chi bộ mẫu, hàng " +
		"quý tổ chức sinh hoạt chuyên đề; 97% trở lên đảng viên hoàn thành tốt nhiệm vụ; tổ chức hội, đoàn " +
		"thể thuộc Khối đạt vững mạnh; kết nạp 200 đảng viên mới."},
	{Kind: Body, Text: "Phát biểu chỉ đạo hội nghị, đồng chí Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HÐND tỉnh đánh giá cao " +
		"những kết quả mà Ðảng ủy Khối Các cơ quan tỉnh đạt được trong thời gian qua và nhấn mạnh: Năm 2020 " +
		"có ý nghĩa đặc biệt quan trọng; là năm tiến hành đại hội đảng bộ các cấp và nhiều ngày lễ kỷ niệm " +
		"trọng đại. Do vậy các tổ chức cơ sở đảng trong toàn Ðảng bộ cần tăng cường công tác tuyên truyền, " +
		"giáo dục chính trị cho cán bộ, đảng viên, tập trung tham mưu, tổ chức thực hiện hiệu quả các nhiệm " +
		"vụ chính trị của tỉnh; chỉ đạo chuẩn bị tốt cho đại hội đảng bộ các cấp tiến tới Ðại hội đại biểu " +
		"toàn quốc lần thứ XIII của Ðảng. Tiếp tục đổi mới phương thức lãnh đạo, nắm chắc đặc điểm của từng " +
		"tổ chức cơ sở đảng để xây dựng chương trình, kế hoạch công tác phù hợp nhằm phát huy được sức mạnh " +
		"từng cơ quan, đơn vị trong toàn Ðảng bộ, hoàn thành các mục tiêu, nhiệm vụ đề ra, góp phần thực hiện " +
		"thắng lợi các chỉ tiêu phát triển kinh tế - xã hội của tỉnh./."},
	{Kind: Caption, Text: "Đồng chí Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh phát biểu tại hội nghị."},
	{Kind: Caption, Text: "Đồng chí Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh phát biểu tại hội nghị."},
}
