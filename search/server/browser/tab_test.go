//go:build browser

package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// screen is what a visitor looks at. The zero value is a light desktop of 1,280 px with JavaScript that asks for Vietnamese.
type screen struct {
	width    int64 // 0 means 1,280
	height   int64 // 0 means 900, or 844 on a phone
	dark     bool
	noScript bool
	language string // Accept-Language; "" means vi
}

func (s screen) String() string {
	return fmt.Sprintf("%d-%s", s.orDefault().width, map[bool]string{false: "light", true: "dark"}[s.dark])
}

func (s screen) orDefault() screen {
	if s.width == 0 {
		s.width = 1280
	}
	if s.height == 0 {
		s.height = 900
		if s.width < 600 {
			s.height = 844
		}
	}
	if s.language == "" {
		s.language = "vi"
	}
	return s
}

// everyScreen are the screens that the pages are audited and pictured on.
func everyScreen() []screen {
	return []screen{{width: 390}, {width: 390, dark: true}, {width: 1280}, {width: 1280, dark: true}}
}

// tab is a window of its own, without cookies.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
	expected   []string // what a complaint may hold without failing the test
}

// open opens a tab. At the end of the test it is closed, and what its pages complained about fails the test.
func open(t *testing.T, s screen) *tab {
	t.Helper()
	s = s.orDefault()
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithNewBrowserContext())
	b := &tab{t: t}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("open a tab:", err)
	}
	b.ctx = ctx
	t.Cleanup(func() {
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, c := range b.complaints {
			t.Error("the page complains:", c)
		}
	})
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatal(err)
	}
	b.do("set up the tab", chromedp.EmulateViewport(s.width, s.height, func(p *emulation.SetDeviceMetricsOverrideParams, touch *emulation.SetTouchEmulationEnabledParams) {
		p.Mobile, touch.Enabled = s.width < 600, s.width < 600
	}), chromedp.Func(s.set))
	return b
}

// set tells the browser about the screen.
func (s screen) set(ctx context.Context, t *chromedp.Target) error {
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		return err
	}
	if _, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.noScript}); err != nil {
		return err
	}
	headers := network.Headers{"Accept-Language": s.language}
	if _, err := cdp.Call(ctx, t, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: headers}); err != nil {
		return err
	}
	_, err := cdp.Call(ctx, t, log.Enable, cdp.Empty{})
	return err
}

// note writes down what a page complains about. It runs while the tab reads its messages, so it only notes.
func (b *tab) note(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.complain(e.Entry.Text + " " + e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		b.complain(e.ExceptionDetails.Text + " " + e.ExceptionDetails.URL)
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, address) && !strings.HasPrefix(e.Request.URL, "data:") {
			b.complain("request to another host: " + e.Request.URL)
		}
	}
}

func (b *tab) complain(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, part := range b.expected {
		if strings.Contains(text, part) {
			return
		}
	}
	b.complaints = append(b.complaints, text)
}

// expect lets complaints pass that hold the text, for pages that are meant to be missing.
func (b *tab) expect(part string) { b.expected = append(b.expected, part) }

// do runs actions; one that fails ends the test.
func (b *tab) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, 15*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// visit opens an address of the server.
func (b *tab) visit(path string) {
	b.t.Helper()
	b.do("visit "+path, chromedp.Navigate(address+path))
}

// where is the address now, from its path on, with escapes undone.
func (b *tab) where() string {
	b.t.Helper()
	now := ask[string](b, "location.pathname + location.search + location.hash")
	if plain, err := url.QueryUnescape(now); err == nil {
		return plain
	}
	return now
}

// ask evaluates JavaScript in the page.
func ask[T any](b *tab, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("ask the page for %s: %v", script, err)
	}
	return v
}

// until waits for JavaScript to become true.
func (b *tab) until(script string) {
	b.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		// While a page is being replaced there is nobody to ask.
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("at %s: waited in vain for %s (%v)", b.where(), script, err)
		}
	}
}

// text is the text of the first element that fits.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return strings.Join(strings.Fields(ask[string](b, fmt.Sprintf("document.querySelector(%q)?.innerText ?? 'no %s'", selector, selector))), " ")
}

// count is the number of elements that fit.
func (b *tab) count(selector string) int {
	b.t.Helper()
	return ask[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", selector))
}

// follow clicks on a link and waits for the next page.
func (b *tab) follow(selector string) {
	b.t.Helper()
	b.settle("click on "+selector, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// click clicks on something that stays on the page.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do("click on "+selector, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// href is the address that the first link that fits leads to.
func (b *tab) href(selector string) string {
	b.t.Helper()
	return ask[string](b, fmt.Sprintf("document.querySelector(%q).getAttribute('href')", selector))
}

// typing types into a field.
func typing(selector, text string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS(selector), text)
}

// media shows the page as on another medium.
func (b *tab) media(name string) {
	b.t.Helper()
	b.do("show as "+name, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
		return err
	}))
}

// settle does something that opens another page, and waits until that has loaded.
func (b *tab) settle(what string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	before := ask[float64](b, "performance.timeOrigin")
	b.do(what, actions...)
	b.until(fmt.Sprintf("performance.timeOrigin !== %f && document.readyState === 'complete'", before))
}

// pressing types keys: characters, or names of package kb such as kb.Tab.
func pressing(keys string, modifiers ...chromedp.Modifier) chromedp.Action[chromedp.Void] {
	return chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...))
}

// press types keys and stays on the page.
func (b *tab) press(keys string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.do("press keys", pressing(keys, modifiers...))
}

// shows fails the test unless the element holds each text.
func (b *tab) shows(selector string, wanted ...string) {
	b.t.Helper()
	got := b.text(selector)
	for _, w := range wanted {
		if !strings.Contains(got, w) {
			b.t.Errorf("at %s: %s is %q, without %q", b.where(), selector, got, w)
		}
	}
}
