package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheLanguageThatABrowserLikesBest(t *testing.T) {
	for header, want := range map[string]string{
		"": "vi", "en": "en", "en-GB,en;q=0.9": "en", "vi-VN,vi;q=0.9,en;q=0.8": "vi", "en;q=0.5, vi;q=0.4": "en", "en ; q=0.4 , vi": "vi", "fr,de": "vi", "*": "vi",
		"en;q=0": "vi", "en;q=x": "vi", "EN-us": "en", "english": "vi", ";;,,q=": "vi",
	} {
		if got := preferred(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

// cookies are what an answer asks the browser to keep.
func cookies(h http.Header) map[string]string {
	out := map[string]string{}
	for _, c := range (&http.Response{Header: h}).Cookies() {
		out[c.Name] = c.Value
	}
	return out
}

func TestChoicesAreKept(t *testing.T) {
	s := start(t, newFake(1), Options{})
	w := call(t, s, "GET", "/?q=l%C5%A9&lang=en&theme=dark&keys=off", "")
	if got := cookies(w.Header()); len(got) != 3 || got["lang"] != "en" || got["theme"] != "dark" || got["keys"] != "off" {
		t.Errorf("cookies %v", got)
	}
	contains(t, w.Body.String(), `<html lang="en" data-keys="off">`, "1 article", `content="dark"`, `href="/?q=l%C5%A9&amp;lang=vi"`)
	for cookie, want := range map[string]string{"lang=en; theme=light": `<html lang="en"`, "lang=xx; theme=<x>": `content="light dark"`, "": `<html lang="vi"`} {
		w := call(t, s, "GET", "/?q=l%C5%A9", "", "Cookie", cookie)
		contains(t, w.Body.String(), want)
		if len(cookies(w.Header())) > 0 || !strings.Contains(strings.Join(w.Header()["Vary"], ","), "Cookie") {
			t.Errorf("%s: headers %v", cookie, w.Header())
		}
	}
	if w := call(t, s, "GET", "/?lang=xx&theme=pink", ""); len(cookies(w.Header())) > 0 || !strings.Contains(w.Body.String(), `<html lang="vi"`) {
		t.Errorf("a choice that there is not: %v", w.Header())
	}
	if w := call(t, s, "GET", "/?lang=en", ""); !strings.Contains(w.Body.String(), "8 articles") {
		t.Error("the start page with a choice is no start page")
	}
}

// TestATagIsOfOneLanguage asks for a page again after a choice: what the browser has is no longer it.
func TestATagIsOfOneLanguage(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for _, page := range []string{"/", "/?q=l%C5%A9", "/articles/archive/2019/10/lu-quet.txt"} {
		tag := call(t, s, "GET", page, "").Header().Get("Etag")
		if tag == "" || call(t, s, "GET", page, "", "If-None-Match", tag).Code != http.StatusNotModified {
			t.Errorf("%s: tag %q is not known again", page, tag)
		}
		for _, cookie := range []string{"lang=en", "theme=dark", "keys=off"} {
			if got := call(t, s, "GET", page, "", "If-None-Match", tag, "Cookie", cookie).Code; got != http.StatusOK {
				t.Errorf("%s with %s: %d", page, cookie, got)
			}
		}
	}
}

func TestSwitchesDoNotLeadAway(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for _, page := range []string{"//evil.example/x", "/articles//evil.example", "/%2F%2Fevil.example"} {
		w := call(t, s, "GET", page, "", "Accept", "text/html")
		if strings.Contains(w.Body.String(), `href="//`) {
			t.Errorf("%s: a link leads to another host:\n%s", page, w.Body)
		}
	}
}
