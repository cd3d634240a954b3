package server

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"timbao/search"
)

// Searcher is what the server asks. All methods are called by many goroutines at once; *search.Index is one.
type Searcher interface {
	Search(ctx context.Context, r search.Request) (*search.Response, error)
	Get(ctx context.Context, id string) (*search.Article, error)
	Suggest(ctx context.Context, r search.SuggestRequest) ([]search.Suggestion, error)
	Each(ctx context.Context, r search.Request, visit func(*search.Article, search.Hit) error) error
	Read(ctx context.Context, id string, r search.Request) (*search.Reading, error)
	Similar(ctx context.Context, r search.SimilarRequest) (*search.Response, error)
	Versions(ctx context.Context, id string) ([]search.Version, error)
	Concordance(ctx context.Context, r search.ConcordanceRequest) (*search.Concordance, error)
	EachOccurrence(ctx context.Context, r search.ConcordanceRequest, visit func(search.Occurrence) error) error
	Trends(ctx context.Context, r search.TrendsRequest) (*search.Trends, error)
	Stats(ctx context.Context) (search.Stats, error)
	Refresh(ctx context.Context) error // moves to a newly published generation, if there is one
}

// Options sets up a server. The zero value of each field stands for a sensible default; negative durations are refused.
type Options struct {
	Title   string // name of the archive on the page; "" means "Kho báo"
	Version string // version of the program, in the OpenAPI document and the tags

	Newspaper string // name of the newspaper in references; "" means Title if that is given, else none
	PublicURL string // address that people reach the server under, such as https://archive.example; "" means what each request says

	Log        *slog.Logger // one line a request, and what goes wrong; nil means no log
	LogQueries bool         // write what people search for into the log; private by default
	Metrics    Access       // who may read /metrics, for Prometheus; "" means AccessLocal

	// Origins are the sites whose scripts may read the API, the exports and the feeds (CORS), such as https://desk.example, or "*" for
	// all. None by default.
	Origins []string

	// Token and Users are who may come in: programs with the token (Bearer), people with a name and a password, as bcrypt hashes by name
	// (Basic; see door.ReadUsers). Without both, everybody may. Only /healthz and /readyz are open to all.
	Token string
	Users map[string]string
	// Hosts are the names under which the server may be asked for, beside those of this machine and of PublicURL. None means every name,
	// unless Serve listens on a loopback address: then only those, so that no web page elsewhere can read the archive through a browser here.
	Hosts []string

	TLS *tls.Config // how Serve speaks TLS; nil for plain HTTP

	MaxConnections int     // at once; more wait to be accepted; 0 means 1000
	Rate           float64 // requests a second of one client on average, three seconds' worth at once; 0 means no bound. Clients on this machine have none

	SearchTimeout time.Duration // deadline of one search or article; 0 means 5 s
	MaxSearches   int           // searches at once; 0 means one for each processor and one more: more would only slow each other down
	MaxExports    int           // exports at once; 0 means one for each processor
	ExportTimeout time.Duration // deadline of one export; 0 means 15 min
	QueueTimeout  time.Duration // how long a search or an export waits for its turn before 503; 0 means 2 s
	RefreshEvery  time.Duration // how often to look for a new generation; 0 means 1 s

	ReadHeaderTimeout time.Duration // 0 means 5 s
	ReadTimeout       time.Duration // headers and body; 0 means 15 s
	WriteTimeout      time.Duration // from the headers to the end of the answer, of an export for each 32 kB; 0 means 30 s
	IdleTimeout       time.Duration // of a connection between requests; 0 means 2 min
	DrainTimeout      time.Duration // for requests under way at shutdown; 0 means 10 s
}

// The limits that no option changes.
const (
	maxHeaderBytes = 16 << 10
	maxBodyBytes   = 64 << 10
	maxHTTPLimit   = 100  // hits in one page
	maxHTTPOffset  = 1000 // beyond it, page with a cursor
	maxValues      = 50   // values of one parameter
	maxValueLength = 500  // characters of one value; the query has its own limit in the query language
)

// withDefaults fills in what was left zero.
func (o Options) withDefaults() (Options, error) {
	if o.Newspaper == "" {
		o.Newspaper = o.Title
	}
	if o.Title == "" {
		o.Title = "Kho báo"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Metrics == "" {
		o.Metrics = AccessLocal
	}
	if o.Metrics != AccessLocal && o.Metrics != AccessAll && o.Metrics != AccessOff {
		return o, fmt.Errorf("%w: Metrics is %q, want local, all or off", ErrOptions, o.Metrics)
	}
	if err := checkOrigins(o.Origins); err != nil {
		return o, err
	}
	if err := o.bounds(); err != nil {
		return o, err
	}
	for _, d := range []struct {
		name  string
		value *time.Duration
		zero  time.Duration
	}{
		{"SearchTimeout", &o.SearchTimeout, 5 * time.Second},
		{"ExportTimeout", &o.ExportTimeout, 15 * time.Minute},
		{"QueueTimeout", &o.QueueTimeout, 2 * time.Second},
		{"RefreshEvery", &o.RefreshEvery, time.Second},
		{"ReadHeaderTimeout", &o.ReadHeaderTimeout, 5 * time.Second},
		{"ReadTimeout", &o.ReadTimeout, 15 * time.Second},
		{"WriteTimeout", &o.WriteTimeout, 30 * time.Second},
		{"IdleTimeout", &o.IdleTimeout, 2 * time.Minute},
		{"DrainTimeout", &o.DrainTimeout, 10 * time.Second},
	} {
		if *d.value < 0 {
			return o, fmt.Errorf("%w: %s is %v, want 0 or more", ErrOptions, d.name, *d.value)
		}
		if *d.value == 0 {
			*d.value = d.zero
		}
	}
	// An answer that ends in a problem must still fit into the time for writing it.
	if least := o.QueueTimeout + o.SearchTimeout; o.WriteTimeout <= least {
		return o, fmt.Errorf("%w: WriteTimeout is %v, want more than QueueTimeout and SearchTimeout together, %v", ErrOptions, o.WriteTimeout, least)
	}
	return o, nil
}

// bounds fills in how much may happen at once, and refuses less than nothing.
func (o *Options) bounds() error {
	if o.MaxSearches == 0 {
		o.MaxSearches = runtime.GOMAXPROCS(0) + 1
	}
	if o.MaxSearches < 0 {
		return fmt.Errorf("%w: MaxSearches is %d, want 1 or more", ErrOptions, o.MaxSearches)
	}
	if o.MaxConnections == 0 {
		o.MaxConnections = 1000
	}
	if o.MaxConnections < 0 {
		return fmt.Errorf("%w: MaxConnections is %d, want 1 or more", ErrOptions, o.MaxConnections)
	}
	if o.Rate < 0 {
		return fmt.Errorf("%w: Rate is %g, want 0 or more", ErrOptions, o.Rate)
	}
	if o.MaxExports == 0 {
		o.MaxExports = runtime.GOMAXPROCS(0)
	}
	if o.MaxExports < 0 {
		return fmt.Errorf("%w: MaxExports is %d, want 1 or more", ErrOptions, o.MaxExports)
	}
	return nil
}
