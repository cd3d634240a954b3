package server

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Access says who may read something.
type Access string

// Who may read the metrics. The zero value means AccessLocal.
const (
	AccessLocal Access = "local" // programs on this machine that ask the server itself, not through a proxy
	AccessAll   Access = "all"   // everybody who reaches the server
	AccessOff   Access = "off"   // nobody
)

// metrics are the counters of one server. Their labels are routes, methods and codes: nothing of what people search for.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	running  prometheus.Gauge
	moves    *prometheus.CounterVec
}

// newMetrics makes the counters of a server before an archive.
func newMetrics(g *gate, version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "timbao_http_requests_total", Help: "Requests answered, by route, method and status; 499 is a client that hung up.",
		}, []string{"route", "method", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "timbao_http_request_duration_seconds", Help: "Time from a request to the end of its answer, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60, 600},
		}, []string{"route"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "timbao_http_response_bytes_total", Help: "Bytes of the bodies of answers as they were sent, by route.",
		}, []string{"route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "timbao_http_requests_running", Help: "Requests under way."}),
		moves: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "timbao_index_refreshes_total", Help: "Looks for a new generation, by result: same, moved or failed.",
		}, []string{"result"}),
	}
	turns := func(name, help string, turns chan struct{}) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(len(turns)) })
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "timbao_build_info", Help: "Always 1; the version of the program is a label.", ConstLabels: prometheus.Labels{"version": versionOr(version)},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.bytes, m.running, m.moves, build, newArchiveFigures(g),
		turns("timbao_searches_running", "Searches and articles being looked up.", g.turns), turns("timbao_exports_running", "Exports being written.", g.exports),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// answered counts a request.
func (m *metrics) answered(method, route string, status int, bytes int64, took time.Duration) {
	if route == "" {
		route = "none"
	}
	if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions}, method) {
		method = "other" // or anybody could make as many labels as they like
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
	m.bytes.WithLabelValues(route).Add(float64(bytes))
}

// archiveFigures are figures of the open generation, asked for when they are read.
type archiveFigures struct {
	archive                                   *gate
	up, generation, articles, published, size *prometheus.Desc
}

func newArchiveFigures(g *gate) *archiveFigures {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("timbao_index_"+name, help, nil, nil)
	}
	return &archiveFigures{
		archive: g, up: desc("up", "1 if the archive can be searched, else 0."), generation: desc("generation", "Number of the open generation."),
		articles: desc("articles", "Articles in the open generation."), size: desc("size_bytes", "Bytes of the files of the open generation."),
		published: desc("published_timestamp_seconds", "When the open generation was published, in seconds since 1970."),
	}
}

// Describe names the figures.
func (f *archiveFigures) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{f.up, f.generation, f.articles, f.published, f.size} {
		to <- d
	}
}

// Collect reads the figures.
func (f *archiveFigures) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64) { to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	ctx, cancel := context.WithTimeout(context.Background(), f.archive.deadline)
	defer cancel()
	st, err := f.archive.Stats(ctx)
	if err != nil {
		gauge(f.up, 0)
		return
	}
	gauge(f.up, 1)
	gauge(f.generation, float64(st.Generation))
	gauge(f.articles, float64(st.Articles))
	gauge(f.published, float64(st.Published.UnixMilli())/1000)
	gauge(f.size, float64(st.IndexBytes))
}

// addMetrics adds /metrics for those who may read it. To others it is not there.
func (s *Server) addMetrics() {
	h := promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{DisableCompression: true}) // compressed like every other answer
	s.mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if s.o.Metrics == AccessOff || s.o.Metrics == AccessLocal && !local(r) {
			s.fail(w, r, newProblem(http.StatusNotFound, kindNotFound, "no page or call has this address"))
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		h.ServeHTTP(w, r)
	})
}

// local says whether a request comes from a program on this machine. One that a proxy passes on comes from anywhere.
func local(r *http.Request) bool {
	for name := range r.Header {
		if name == "Forwarded" || name == "Via" || strings.HasPrefix(name, "X-Forwarded-") || name == "X-Real-Ip" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
