package search_test

import (
	"context"
	"errors"
	"fmt"
	"os"

	"timbao/indexer"
	"timbao/search"
)

// exampleIndex indexes the sample archive into a new folder.
func exampleIndex() (dir string, remove func()) {
	dir, err := os.MkdirTemp("", "timbao-example")
	if err != nil {
		panic(err)
	}
	if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{"../testdata/archive"}}); err != nil {
		panic(err)
	}
	return dir, func() { _ = os.RemoveAll(dir) }
}

// Open a folder that timbao index, or the package indexer, has made, and close it in the end.
func ExampleOpen() {
	dir, remove := exampleIndex()
	defer remove()

	index, err := search.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()

	if _, err := search.Open("no-such-folder", nil); errors.Is(err, search.ErrNoIndex) {
		fmt.Println("nothing was indexed there")
	}
	// Output: nothing was indexed there
}

// A request holds a query and whatever else narrows it down; what is left zero has a sensible value.
func ExampleIndex_Search() {
	dir, remove := exampleIndex()
	defer remove()
	index, err := search.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()

	res, err := index.Search(context.Background(), search.Request{
		Query:  `"hội đồng nhân dân" tỉnh`,
		From:   "2000",
		To:     "2009",
		Facets: []string{search.FacetYear},
		Limit:  1,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range res.Hits {
		fmt.Println(h.Published.Format("2/1/2006"), h.Title)
		fmt.Println(h.Highlight.Snippets[0])
	}
	for _, year := range res.Facets[search.FacetYear] {
		fmt.Println(year.Count, "article(s) in", year.Value)
	}
	// Output:
	// 17/7/2004 Bế mạc kỳ họp thứ hai HÐND tỉnh khoá V: Thông qua 11 nghị quyết
	// Chiều 16-7, sau ba ngày làm việc khẩn trương, kỳ họp thứ hai <mark>Hội đồng nhân dân</mark> (HÐND) <mark>tỉnh</mark> khoá V, nhiệm kỳ 2004-2009 bế mạc.
	// 1 article(s) in 2004
}

// The cursor of one answer asks for the next page, as deep as there are hits.
func ExampleIndex_Search_paging() {
	dir, remove := exampleIndex()
	defer remove()
	index, err := search.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()

	req := search.Request{Query: "lũ sông Thạch", Sort: search.SortOldest, Years: []int{2020}, Limit: 2}
	for page := 1; ; page++ {
		res, err := index.Search(context.Background(), req)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, h := range res.Hits {
			fmt.Println(page, h.Published.Format("2/1/2006 15:04"))
		}
		if res.Next == "" {
			break
		}
		req.Cursor = res.Next
	}
	// Output:
	// 1 18/10/2020 17:30
	// 1 19/10/2020 20:15
	// 2 20/10/2020 19:00
}

// Get returns an article by the id that a hit has.
func ExampleIndex_Get() {
	dir, remove := exampleIndex()
	defer remove()
	index, err := search.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()

	a, err := index.Get(context.Background(), "archive/2020/01/000_d249a57545fbbced.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Published)
	fmt.Println(a.Captions[0])
	fmt.Println(a.Authors)
	// Output:
	// 2020-01-14 19:23:00 +0700 ICT
	// Đồng chí Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh phát biểu tại hội nghị.
	// [Văn Trọng]
}

// Stats says what an archive holds.
func ExampleIndex_Stats() {
	dir, remove := exampleIndex()
	defer remove()
	index, err := search.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer index.Close()

	s, err := index.Stats(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d articles, %d to %d, generation %d\n", s.Articles, s.First.Year(), s.Last.Year(), s.Generation)
	// Output: 77 articles, 1998 to 2024, generation 1
}
