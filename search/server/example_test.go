package server_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"timbao/search"
	"timbao/search/server"
)

// one is an archive with one article, as far as the example asks; a program gives *search.Index instead.
type one struct{ server.Searcher }

func (one) Search(_ context.Context, r search.Request) (*search.Response, error) {
	return &search.Response{Query: r.Query, Total: 1, TotalRelation: search.TotalExact, Hits: []search.Hit{{ID: "a/1.txt", Score: 2, Title: "Lũ rút", Path: "a/1.txt"}}}, nil
}
func (one) Stats(context.Context) (search.Stats, error) {
	return search.Stats{Articles: 1, Generation: 1}, nil
}
func (one) Refresh(context.Context) error { return nil }

// A server is an http.Handler; Serve adds time-outs, an orderly end and new generations.
func ExampleNew() {
	s, err := server.New(one{}, server.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/search?q=l%C5%A9", nil))
	fmt.Print(w.Body)
	// Output:
	// {"query":"lũ","total":1,"total_relation":"eq","took_ms":0,"hits":[{"id":"a/1.txt","score":2,"title":"Lũ rút","published":null,"path":"a/1.txt"}]}
}
