// Package article reads newspaper articles out of files.
package article
