package eval_test

import (
	"fmt"
	"strings"

	"timbao/search/eval"
)

func ExampleCompare() {
	topics, err := eval.ReadTopics(strings.NewReader(`{"qid": "1", "query": "hội đồng nhân dân", "rel": ["a"]}
{"qid": "2", "query": "lũ quét", "rel": ["b"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	before := eval.Run{"1": {{ID: "x", Score: 2}, {ID: "a", Score: 1}}, "2": {{ID: "b", Score: 3}}}
	after := eval.Run{"1": {{ID: "a", Score: 5}}, "2": {{ID: "b", Score: 3}}}
	fmt.Printf("nDCG@10 %.3f\n", eval.Evaluate(topics, before).Mean.NDCG10)
	c := eval.Compare(topics, before, after, eval.Measures()[0])
	fmt.Printf("%s %.3f, then %.3f: %d better, %d worse, %d equal, p %.2f\n", c.Measure, c.A, c.B, c.Wins, c.Losses, c.Ties, c.PRandom)
	// Output:
	// nDCG@10 0.815
	// nDCG@10 0.815, then 1.000: 1 better, 0 worse, 1 equal, p 1.00
}
