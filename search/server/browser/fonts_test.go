//go:build browser

package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/chromedp"
)

// TestEveryLetterIsOfOneFont writes every Vietnamese letter in the fonts of the page: none may come from another font than its
// neighbours, and none be missing.
func TestEveryLetterIsOfOneFont(t *testing.T) {
	var letters strings.Builder
	for _, base := range []string{"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"} {
		for _, tone := range []string{"", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"} {
			letters.WriteString(base + tone)
		}
	}
	letters.WriteString("bcdđghklmnpqrstvx")
	b := open(t, screen{})
	b.visit(seed)
	for _, place := range []string{"article p", ".masthead .menu a"} {
		drawn := ask[int](b, `(() => {
			const text = "`+letters.String()+`".normalize("NFC");
			const e = document.querySelector("`+place+`");
			e.textContent = text + text.toUpperCase();
			e.id = "letters";
			return [...e.textContent].length;
		})()`)
		fonts, err := chromedp.Run(b.ctx, platformFonts("#letters"))
		if err != nil {
			t.Fatal(err)
		}
		if len(fonts) != 1 || int(fonts[0].GlyphCount) != drawn {
			for _, f := range fonts {
				t.Errorf("%s: %v of %d letters in %s", place, f.GlyphCount, drawn, f.FamilyName)
			}
		}
		ask[bool](b, `document.querySelector("#letters").id = ""; true`)
	}
}

// platformFonts are the fonts that an element's text is drawn with.
func platformFonts(selector string) chromedp.Action[[]*css.PlatformFontUsage] {
	return func(ctx context.Context, t *chromedp.Target) ([]*css.PlatformFontUsage, error) {
		ids, err := chromedp.QueryNodeIDs(chromedp.CSS(selector))(ctx, t)
		if err != nil {
			return nil, err
		}
		if _, err := cdp.Call(ctx, t, css.Enable, cdp.Empty{}); err != nil {
			return nil, err
		}
		res, err := cdp.Call(ctx, t, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: ids[0]})
		return res.Fonts, err
	}
}
