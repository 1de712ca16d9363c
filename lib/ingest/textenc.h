/*
 * textenc.h: tables come in UTF-8, in UTF-16 (Excel's "Unicode Text") and in Windows-1252; here they become UTF-8.
 *
 * A byte order mark decides. Without one it is UTF-8, unless most of the bytes beyond ASCII can't be: then Windows-1252
 * (the WHATWG table). A few bad bytes in Hindi text leave it UTF-8; they become U+FFFD later. Offsets go back to the
 * original because the length of the original of any piece of converted text can be told from the piece.
 */
#ifndef FR_INGEST_TEXTENC_H
#define FR_INGEST_TEXTENC_H
#include <stddef.h>
#include "core/mem.h"

#define FR_TEXTENC_MAX (256u << 20) /* bytes that are converted: the result is held in memory */

enum fr_textenc { FR_ENC_UTF8, FR_ENC_UTF16LE, FR_ENC_UTF16BE, FR_ENC_CP1252 };

/* *ret_mark_len: bytes of the byte order mark, 0 if there is none. */
enum fr_textenc fr_textenc_find(const char *s, size_t len, size_t *ret_mark_len);

/* Append s, without mark, to out as UTF-8. For FR_ENC_UTF8 a copy as it is. */
void fr_textenc_convert(enum fr_textenc enc, const char *s, size_t len, struct fr_buf *out);

/* Bytes that a piece of converted text, of whole characters, took in the original. */
size_t fr_textenc_source_len(enum fr_textenc enc, const char *utf8, size_t len);
#endif
