package pdf

import (
	"errors"
	"fmt"

	pdfium "github.com/klippa-app/go-pdfium/errors"
)

// Errors of this package.
var (
	// ErrDamaged is returned for a file that PDFium cannot open.
	ErrDamaged = errors.New("damaged PDF")
	// ErrEncrypted is returned for a file that needs a password to be read.
	ErrEncrypted = errors.New("the PDF is encrypted; save it without a password")
	// ErrNoText is returned for a file without any text: scanned pages, most often.
	ErrNoText = errors.New("no text layer in the PDF, only pictures; OCR makes one (ocrmypdf)")
	// ErrTooLong is returned when a file takes longer than MaxTime.
	ErrTooLong = errors.New("the PDF takes too long to read")
	// ErrEngine is returned when PDFium does not start: no memory for it, most often.
	ErrEngine = errors.New("PDFium does not start")
)

func opening(err error) error {
	switch {
	case errors.Is(err, pdfium.ErrPassword), errors.Is(err, pdfium.ErrSecurity):
		return ErrEncrypted
	case errors.Is(err, pdfium.ErrFormat), errors.Is(err, pdfium.ErrFile):
		return fmt.Errorf("%w: it is not whole", ErrDamaged)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}
