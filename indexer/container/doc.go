// Package container unpacks files that hold other files, or one in compressed form. It knows nothing of what is in them.
//
// # Glossary
//
//   - Packing: how bytes are compressed (gzip, zstd, bzip2, xz). It holds one file and is told by its first bytes.
//   - Archive: a file of files (zip, tar). A tar may be packed (.tar.gz, .tgz).
//   - Member: a file in an archive. Its name is a label and never a path that is opened: CleanName makes it one that stays in the
//     archive whatever is written there ("../../etc/passwd", "C:\x", "/x").
//   - Bomb: a file that expands without end, or into far more than any text does.
//   - Budget: how many bytes may come out of one file, in all its members and nested archives together.
//
// # Bounds
//
// A Budget allows 256 MiB and 200 times the size of the file; what wants more is ErrBomb. A zip's directory may take MaxDirectory
// bytes, an archive may have MaxMembers members. zstd and xz files that need a window above 128 MiB are ErrUnsupported. A zip that
// does not lie on a disk (packed, or in another archive) is kept in memory up to 16 MiB and above that in a temporary file;
// the file is removed when it is no longer read.
//
// # Caveats
//
//   - Names of members that are not UTF-8 are given as they are: Member.Raw says so, and the caller knows encodings.
//   - Encrypted members, and compression methods other than deflate, bzip2, zstd and xz in a zip, are Member.Err.
//   - A zip whose members overlap is read as its directory says; the Budget stops those that are bombs.
package container
