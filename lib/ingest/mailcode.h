/*
 * mailcode.h: what bodies of mails are packed in for their way: base64, quoted-printable, uuencode.
 *
 * Broken input gives what can be told: base64 passes over what is none and goes on behind padding; quoted-printable
 * keeps an = that escapes nothing; uuencode ends where it ends. Source: RFC 2045, POSIX uuencode.
 */
#ifndef FR_INGEST_MAILCODE_H
#define FR_INGEST_MAILCODE_H
#include <stddef.h>
#include "core/mem.h"
#include "ingest/draft.h"

enum fr_mailcode { FR_CODE_NONE, FR_CODE_BASE64, FR_CODE_QUOTED, FR_CODE_UU };

/* Of the value of Content-Transfer-Encoding, spelt as it may be ("quoted printable", "x-uue"). */
enum fr_mailcode fr_mailcode_named(struct fr_str value);

void fr_decode_base64(struct fr_buf *out, const char *s, size_t len);
void fr_decode_quoted(struct fr_buf *out, const char *s, size_t len);
void fr_decode_uu(struct fr_buf *out, const char *s, size_t len);

/* The Q of RFC 2047: quoted-printable with _ for a blank, and no lines. */
void fr_decode_q_word(struct fr_buf *out, const char *s, size_t len);
#endif
