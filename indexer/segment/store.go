package segment

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// dictionaryID names the raw dictionary in zstd frames.
const dictionaryID = 1

// DictionarySize is the most bytes of sample text that a dictionary for stored bytes should have: about what zstd's
// window at its fast levels makes use of for documents of a few kilobytes.
const DictionarySize = 64 << 10

// maxStored bounds what one stored document may unpack to.
const maxStored = 256 << 20

func newEncoder(dictionary []byte) (*zstd.Encoder, error) {
	opts := []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false)}
	if len(dictionary) > 0 {
		opts = append(opts, zstd.WithEncoderDictRaw(dictionaryID, dictionary))
	}
	enc, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return enc, nil
}

func newDecoder(dictionary []byte) (*zstd.Decoder, error) {
	opts := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxStored)}
	if len(dictionary) > 0 {
		opts = append(opts, zstd.WithDecoderDictRaw(dictionaryID, dictionary))
	}
	dec, err := zstd.NewReader(nil, opts...)
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return dec, nil
}
