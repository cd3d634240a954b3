"""A check that schemathesis makes of every refusal, beside its own."""

import schemathesis

# Parameters that can be wrong although they are as the OpenAPI document says: the query language, the calendar, and values that do not
# go together.
SEMANTIC = {
    "q", "from", "to", "month", "day", "not_month", "not_day", "cursor", "offset", "half_life", "columns", "bom", "term",
}


@schemathesis.check
def refusals_name_the_culprit(ctx, response, case):
    """A bad request is a problem document that names the parameter, and for a query the column."""
    if response.status_code != 400:
        return
    problem = response.json()
    kind = problem["type"].removeprefix("urn:problem-type:timbao:")
    if case.meta is not None and case.meta.generation.mode.is_positive:
        assert kind in {"bad-query", "bad-parameter"}, f"valid input is refused as {kind}"
        # In a batch the name has the place of the search before it.
        assert problem.get("parameter", "").rpartition(".")[2] in SEMANTIC, f"valid input is refused because of {problem.get('parameter')}"
    if kind == "bad-query":
        assert problem["column"] >= 1 and "^" in problem["caret"], "the problem does not say where the query is wrong"
    if kind == "bad-parameter":
        assert problem.get("errors"), "the problem names no parameter"
    assert problem["request_id"] == response.headers["x-request-id"][0], "the problem and the header name different requests"
