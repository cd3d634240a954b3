// Package mail reads e-mail: single messages (.eml, a file of a Maildir), mailboxes (mbox), and pages that a browser saved as a mail
// (MHTML, .mht).
//
// # Glossary
//
//   - Message: header and body as they lie in a file. Mailbox: messages one behind another, each after a line that begins with "From ".
//   - Part: a piece of a message's body. Of the parts only the text is read: the first that is HTML or plain, of alternatives the HTML;
//     attachments are not followed.
//   - Encoded word: =?utf-8?B?…?= in a header. Charsets of words and parts are hints to package charset, which verifies them.
//
// # Where fields come from
//
// Title: Subject, without Re:, Fwd: and the like. Published: Date. URL: Content-Location (MHTML). The sender's name is weakly the author, so
// that a byline in the text goes before it. ID: Message-ID, so that a message in two mailboxes is one article.
//
// # Bounds and caveats
//
//   - Split keeps the first MaxMessage bytes of a message, in which its text is; what follows (attachments) is passed over. So memory does
//     not depend on the size of a mailbox or a message.
//   - Lines quoted with ">" are left out of answers (Re:), not of forwarded mail; the signature behind "-- " is left out.
//   - Encrypted and signed-only messages without a readable text are ErrNoText.
package mail
