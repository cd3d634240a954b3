package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"
	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"timbao/search/eval"
)

// sqliteEngine is SQLite's full-text index FTS5, in a driver without C.
type sqliteEngine struct{ db *sql.DB }

const sqliteFile = "articles.db"

// sqliteTable also says how rank is computed: bm25 with a weight for each column, the id's being of no use.
var sqliteTable = fmt.Sprintf(`
CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, lead, body, captions, tokenize = "unicode61 remove_diacritics 0");
INSERT INTO articles(articles, rank) VALUES ('rank', 'bm25(0, %d, %d, 1, 1)');`, titleWeight, leadWeight)

const (
	sqliteInsert    = `INSERT INTO articles(id, title, lead, body, captions) VALUES (?, ?, ?, ?, ?)`
	sqliteMerge     = `INSERT INTO articles(articles) VALUES ('optimize')`
	sqliteSelect    = `SELECT id, -rank, title, '' FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?`
	sqliteHighlight = `SELECT id, -rank, highlight(articles, 1, '<mark>', '</mark>'),
		snippet(articles, -1, '<mark>', '</mark>', '…', 40) FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?`
)

func (e *sqliteEngine) build(ctx context.Context, dir string, files []string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := e.open(dir); err != nil {
		return err
	}
	// A file that is thrown away after an error needs no journal.
	if _, err := e.db.ExecContext(ctx, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"+sqliteTable); err != nil {
		return fmt.Errorf("making the table: %w", err)
	}
	lines := make(chan []byte, 100)
	documents := make(chan *document, 100)
	group, groupCtx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(lines)
		return readLines(groupCtx, files, lines)
	})
	group.Go(func() error {
		defer close(documents)
		return parseDocuments(groupCtx, lines, documents)
	})
	group.Go(func() error { return e.write(groupCtx, documents) })
	if err := group.Wait(); err != nil {
		return err
	}
	if _, err := e.db.ExecContext(ctx, sqliteMerge); err != nil {
		return fmt.Errorf("merging the index: %w", err)
	}
	return nil
}

// write inserts all articles in one transaction.
func (e *sqliteEngine) write(ctx context.Context, documents <-chan *document) error {
	tx, err := e.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, sqliteInsert)
	if err != nil {
		return err
	}
	for d := range documents {
		if _, err := insert.ExecContext(ctx, d.ID, d.Title, d.Lead, d.Body, strings.Join(d.Captions, "\n")); err != nil {
			return fmt.Errorf("article %s: %w", d.ID, err)
		}
	}
	return tx.Commit()
}

func (e *sqliteEngine) open(dir string) (err error) {
	e.db, err = sql.Open("sqlite", filepath.Join(dir, sqliteFile))
	if err != nil {
		return err
	}
	// Settings belong to a connection, so there is only one.
	e.db.SetMaxOpenConns(1)
	_, err = e.db.Exec("PRAGMA cache_size = -65536") // KiB
	return err
}

func (e *sqliteEngine) search(ctx context.Context, q query, limit int, highlight bool) (found []eval.Result, err error) {
	match := q.sqlite()
	if match == "" {
		return nil, nil
	}
	statement := sqliteSelect
	if highlight {
		statement = sqliteHighlight
	}
	rows, err := e.db.QueryContext(ctx, statement, match, limit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r eval.Result
		var title, snippet string
		if err := rows.Scan(&r.ID, &r.Score, &title, &snippet); err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

// sqlite writes the query in FTS5's language: quoted words joined by OR, or one quoted phrase.
func (q query) sqlite() string {
	quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	if q.Phrase {
		return quote(q.Text)
	}
	var words []string
	for _, w := range strings.FieldsFunc(q.Text, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.N, unicode.M)
	}) {
		words = append(words, quote(w))
	}
	return strings.Join(words, " OR ")
}

func (e *sqliteEngine) close() error {
	if e.db == nil {
		return nil
	}
	return e.db.Close()
}
