package pdf

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// MaxTime is how long reading one document may take.
	MaxTime = time.Minute
	// MaxPages is how many pages of a document are read.
	MaxPages = 5000

	sandboxPages = 4096 // of 64 KiB each
	maxText      = 32 << 20
	waitForTurn  = 30 * time.Minute // while other goroutines read PDFs
)

// engine is PDFium, compiled once when the first PDF is met; it never changes afterwards.
var engine = sync.OnceValues(startEngine)

func startEngine() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(sandboxPages).WithCloseOnContextDone(true)
	if folder, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(folder, "timbao", "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: 0, MaxTotal: runtime.GOMAXPROCS(0), RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEngine, err)
	}
	return pool, nil
}

// within gives do a sandbox of its own with the document open in it, and stops it after MaxTime.
func within(ctx context.Context, data []byte, do func(*file) error) (err error) {
	pool, err := engine()
	if err != nil {
		return err
	}
	in, err := pool.GetInstance(waitForTurn)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrEngine, err)
	}
	var late atomic.Bool
	ctx, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		late.Store(true)
		_ = in.Kill()
	})
	defer func() {
		if p := recover(); p != nil { // PDFium trapped, or was stopped
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
		if stop() {
			_ = in.Close()
		}
		if late.Load() && err != nil {
			err = ErrTooLong
		}
	}()
	d, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return opening(err)
	}
	return do(&file{in: in, doc: d.Document})
}
