/*
 * mailword.h: the text of a field of a mail's head: folds undone, RFC 2047's encoded words decoded.
 *
 * Words side by side are joined without the blank, and where they have the same charset as bytes, before these are
 * decoded: a character of several bytes may be cut between two words. Words with blanks in them, inside quotes or next
 * to letters are decoded too, as all mail programs do. What stands between words is raw text: UTF-8 (RFC 6532), else of
 * the charset that the caller knows.
 */
#ifndef FR_INGEST_MAILWORD_H
#define FR_INGEST_MAILWORD_H
#include <stdbool.h>
#include <stddef.h>
#include "core/mem.h"
#include "ingest/draft.h"

/* Append the text of s as UTF-8. charset: of raw bytes that are no UTF-8; may be none. True: U+FFFD replaced bytes. */
bool fr_mail_words(struct fr_buf *out, struct fr_str charset, const char *s, size_t len);

/* Length of the encoded word that begins at s, 0 if none does (or it is longer than any program makes them). */
size_t fr_mail_word_len(const char *s, size_t len);
#endif
