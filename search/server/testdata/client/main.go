// Command client asks a server for hits through a client that oapi-codegen makes of the server's own OpenAPI document, and prints what
// it finds: the proof that the document is one that a generator understands and that the answers are as it says. A test generates
// api.gen.go beside this file.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
)

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run searches by GET and by POST, reads the first hit, takes the result as a file, and sees how an error looks.
func run(ctx context.Context, server, query string) error {
	c, err := NewClientWithResponses(server)
	if err != nil {
		return err
	}
	limit := 3
	found, err := c.SearchWithResponse(ctx, &SearchParams{Q: &query, Limit: &limit, Facet: &[]SearchParamsFacet{"year"}})
	if err != nil {
		return err
	}
	if found.JSON200 == nil || len(found.JSON200.Hits) == 0 {
		return fmt.Errorf("no hits: %s", found.Status())
	}
	hit := found.JSON200.Hits[0]
	fmt.Printf("%d %s, facets of %d years\n", found.JSON200.Total, found.JSON200.TotalRelation, len((*found.JSON200.Facets)["year"]))
	fmt.Printf("first %s: %s\n", hit.Id, hit.Title)

	posted, err := c.SearchByBodyWithResponse(ctx, SearchByBodyJSONRequestBody{Q: &query, Limit: &limit})
	if err != nil {
		return err
	}
	fmt.Printf("posted: the same first hit is %t\n", posted.JSON200 != nil && posted.JSON200.Hits[0].Id == hit.Id)

	article, err := c.ArticleWithResponse(ctx, hit.Id)
	if err != nil {
		return err
	}
	fmt.Printf("article: the same title is %t, published %s\n", article.JSON200 != nil && *article.JSON200.Title == hit.Title, article.JSON200.Published.Format("2006-01-02"))

	format := Csv
	file, err := c.ExportWithResponse(ctx, &ExportParams{Q: &query, Format: &format})
	if err != nil {
		return err
	}
	fmt.Printf("export: %d lines\n", strings.Count(string(file.Body), "\n"))

	bad := "date:2020-13"
	refused, err := c.SearchWithResponse(ctx, &SearchParams{Q: &bad})
	if err != nil {
		return err
	}
	if refused.StatusCode() != http.StatusBadRequest || refused.ApplicationproblemJSON400 == nil {
		return fmt.Errorf("a malformed query: %s", refused.Status())
	}
	fmt.Printf("refused: %s, column %d\n", *refused.ApplicationproblemJSON400.Parameter, *refused.ApplicationproblemJSON400.Column)
	return nil
}
