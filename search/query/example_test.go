package query_test

import (
	"errors"
	"fmt"

	"timbao/search/query"
)

func ExampleParse() {
	tree, err := query.Parse(`hội đồng nhân dân "Trần Văn Chung" -tiêu_đề:(thông báo) ngày:2019-12..2020-02`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tree)
	query.Walk(tree, func(n query.Node) bool {
		switch n := n.(type) {
		case *query.Words:
			fmt.Printf("words %q in %q\n", n.Text, n.Field)
		case *query.Phrase:
			fmt.Printf("phrase %q\n", n.Text)
		case *query.Dates:
			fmt.Println("from", n.From, "before", n.To)
		}
		return true
	})
	// Output:
	// hội đồng nhân dân "Trần Văn Chung" -title:(thông báo) date:2019-12-01..2020-02-29
	// words "hội đồng nhân dân" in ""
	// phrase "Trần Văn Chung"
	// words "thông báo" in "title"
	// from 2019-12-01 00:00:00 +0700 ICT before 2020-03-01 00:00:00 +0700 ICT
}

func ExampleError_Caret() {
	_, err := query.Parse("lũ quét ngày:2020-13 OR sạt lở")
	var problem *query.Error
	if errors.As(err, &problem) {
		fmt.Println(problem.Message)
		fmt.Println(problem.Caret())
	}
	// Output:
	// there is no month 13
	// lũ quét ngày:2020-13 OR sạt lở
	//              ^^^^^^^
}
