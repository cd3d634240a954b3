// Package profile is what somebody who knows an archive says about its files: a file timbao.toml of rules, which go before
// anything that is stated in a file or guessed from it. It knows nothing of articles: readers ask it.
//
// # The file
//
//	[[source]]                            # any number; the first that fits a file is the one that counts for it
//	files = ["bao-giay/**/*.txt"]         # globs over slash paths below the profile's folder; ** is any number of folders
//	format = "text"                       # the reader, whatever the file's name and first bytes say
//	encoding = "TCVN3"                    # where detection is not to be left to itself
//	dates = ["DD/MM/YYYY HH:mm"]          # forms of dates in the files: YYYY YY MM DD HH mm ss, all else as it stands
//	path_dates = ["so-*-DDMMYY"]          # the same in paths, anywhere; * is anything but a slash
//	zone = "+07:00"                       # of times that name none: "+07:00", "-05:30", "UTC"
//	section = "Xã hội"                    # of every article, unless sections names one
//	place = "Hòa Lâm"                     # of every article
//	not_authors = ["Admin", "Tòa soạn"]   # stated authors that are nobody
//	corrections = ["Nói lại cho rõ"]      # headlines that open a correction, beside "Đính chính" and the like
//	drop = ['^In trang này$']             # lines that are no text, as regular expressions (RE2)
//	records = "data.items"                # JSON: where the list of records is
//	delimiter = ";"                       # CSV: between the columns
//
//	[source.fields]                       # JSON, CSV: which name, path or column an article's field is in; of several the first
//	title = "headline"                    # that is there, and for lists and texts all of them
//	body = ["content.main", "content.more"]
//	authors = "writers[].name"
//
//	[source.sections]                     # what a section, or a part of the path, is called
//	"xa-hoi" = "Xã hội"
//
//	[source.authors]                      # how an author or photographer is called
//	"VT" = "Văn Trọng"
//
//	[source.labels]                       # words before a colon, beside those that are known
//	author = ["Người viết"]               # keys: author, photographer, caption, section, place, published, url
//
//	[source.lines]                        # whole lines as regular expressions; the group, if there is one, is the value
//	published = ['^Số báo ra ngày (.+)$']
//
//	[source.split]                        # several articles in one file; one of:
//	line = "***"                          # a line that stands between them
//	pattern = '^TIN SỐ \d+'               # a line that each begins with, and keeps
//	heading = 1                           # a heading of this level or a higher one begins each
//
// What stands before the first article of a file that is split is an article of its own. Records of formats that hold many articles
// anyway (JSONL, mailboxes) are not split.
//
// A key that is not in this list, or a value that makes no sense, is an error with its line, and nothing is indexed.
//
// # Which profile
//
// The nearest timbao.toml in a file's folder or above it, so that a part of an archive is read as the whole would be. One that was
// named goes before all of them and lies anywhere: its globs are over paths below its own folder, or below the source folder where
// the files are not under it.
//
// # Glossary
//
//   - Profile: the file. Source: one [[source]] of it. Rules: what a Source says, checked and compiled; nil Rules say nothing.
//   - Form: a date as it is written ("DD/MM/YYYY").
//   - Fingerprint: a hash of a Source. Files whose Source changed are read anew.
//
// # Caveats
//
//   - Labels, sections and names are compared without accents and capitals; patterns are not.
//   - Rules are immutable and may be used by many goroutines at once.
//   - It depends on go-toml for the syntax and doublestar for globs.
package profile
