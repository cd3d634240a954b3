// Package browser has no code of its own: its tests open every page of the server in a real headless Chromium, as people meet it. They
// are kept out of "go test ./..." by the build tag browser, since a browser is needed; .ci/run installs what they want and runs them:
//
//	TIMBAO_AXE=axe.min.js go test -tags browser ./search/server/browser
//
// With the tag, whatever is missing is a failure, never a test passed over. TIMBAO_CHROMIUM names another browser than the chromium in
// PATH; TIMBAO_SHOTS is a folder that gets a picture of every page at 390 and 1,280 px, light and dark, to be looked at.
//
// # Glossary
//
//   - Screen: width, height, light or dark, with or without JavaScript.
//   - Tab: a window of its own with no cookies. Whatever a page complains about in it (a blocked script, a failed request, a request to
//     another host, an error in a script) fails the test.
//   - Story: what a visitor does from the first page to the last, and what they must see.
//   - Audit: axe-core's findings under WCAG 2.2 AA and its best practices.
package browser
