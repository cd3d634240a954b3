package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"syscall"

	"github.com/spf13/cobra"

	"timbao/search"
	"timbao/search/server"
)

const serveLong = `Serve the archive over HTTP: a search page at /, the JSON API under /api/v1. A newly built index is
taken up by itself. Ctrl-C finishes the requests under way and stops.

Without --addr only this machine can reach it, and everybody on it may search. On an address that other
machines reach, people need a name and a password (--users, a file of lines made with 'timbao user') or
programs a token (--token-file), unless --insecure says that everybody may; --tls-cert and --tls-key keep
passwords from being read on the way.`

type serveOptions struct {
	*common
	Addr       string
	Title      string
	Log        string
	LogQueries bool
	Newspaper  string
	PublicURL  string
	Metrics    string
	Origins    []string
	Door       doorOptions
}

func newServe(c *common) *cobra.Command {
	o := &serveOptions{common: c}
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve the search page and the JSON API",
		Long:  serveLong,
		Example: `  timbao serve
  timbao serve --addr :8443 --users desk.users --tls-cert cert.pem --tls-key key.pem
  timbao serve --title "Báo Bến Sông" --public-url https://kho.bensong.example   # behind a proxy
  curl 'http://127.0.0.1:8080/api/v1/search?q=hạn+hán'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runServe(cmd.Context(), o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Addr, "addr", "127.0.0.1:8080", "listen on this `ADDRESS`; port 0 takes a free one")
	flags.StringVar(&o.Title, "title", "", "`NAME` of the archive on the page")
	flags.StringVar(&o.Log, "log", "text", "one line a request on stderr, in `FORMAT`: text, json or off")
	flags.BoolVar(&o.LogQueries, "log-queries", false, "also write what people search for into the log")
	flags.StringVar(&o.Newspaper, "newspaper", "", "`NAME` of the newspaper in references (default: that of --title)")
	flags.StringVar(&o.PublicURL, "public-url", "", "`ADDRESS` that readers reach the server under, for feeds and references (default: what each request says)")
	flags.StringVar(&o.Metrics, "metrics", string(server.AccessLocal), "`WHO` may read /metrics: local (this machine, not through a proxy), all or off")
	flags.StringArrayVar(&o.Origins, "cors-origin", nil, "let scripts of this `SITE`, such as https://desk.example, read the API (repeat for more; * for all)")
	o.Door.flags(flags)
	completeFlag(cmd, "log", "text", "json", "off")
	completeFlag(cmd, "metrics", string(server.AccessLocal), string(server.AccessAll), string(server.AccessOff))
	return cmd
}

func runServe(ctx context.Context, o *serveOptions) error {
	if _, _, err := net.SplitHostPort(o.Addr); err != nil {
		return usagef("--addr %q: it is HOST:PORT or :PORT", o.Addr)
	}
	log, err := o.logger()
	if err != nil {
		return err
	}
	settings := server.Options{
		Title: o.Title, Version: currentVersion().Version, Log: log, LogQueries: o.LogQueries,
		Newspaper: o.Newspaper, PublicURL: o.PublicURL, Metrics: server.Access(o.Metrics), Origins: o.Origins,
	}
	if err := o.Door.set(&settings); err != nil {
		return err
	}
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	srv, err := server.New(index, settings)
	if errors.Is(err, server.ErrOptions) {
		return usagef("%w", err)
	}
	if err != nil {
		return err
	}
	ln, err := o.listen(ctx)
	if err != nil {
		return err
	}
	if err := o.Door.suits(ln.Addr()); err != nil {
		return errors.Join(err, ln.Close())
	}
	o.note("serving %s on %s (stop with Ctrl-C)", clean(o.dir()), o.Door.address(ln.Addr()))
	return srv.Serve(ctx, ln)
}

func (o *serveOptions) logger() (*slog.Logger, error) {
	switch o.Log {
	case "text":
		return slog.New(slog.NewTextHandler(o.err, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(o.err, nil)), nil
	case "off":
		return slog.New(slog.DiscardHandler), nil
	}
	return nil, usagef("--log %q: it is text, json or off", o.Log)
}

func (o *serveOptions) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "tcp", o.Addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken by another program; choose another port with --addr: %w", o.Addr, err)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen on %s; ports below 1024 belong to the system: %w", o.Addr, err)
	case err != nil:
		return nil, fmt.Errorf("listening on %s (--addr): %w", o.Addr, err)
	}
	return ln, nil
}
