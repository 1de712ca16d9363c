/*
 * charset.h: text whose label may lie.
 *
 * Tried in this order: the label; UTF-8, if the bytes are valid UTF-8 with characters beyond ASCII in them (no older
 * encoding makes that by chance, so it wins over a wrong label too); the label or UTF-8 with what does not fit replaced
 * by U+FFFD, if that is little; Windows-1252, which takes anything. Labels as the WHATWG reads them: iso-8859-1 and
 * us-ascii mean Windows-1252, gb2312 means GB 18030, ks_c_5601-1987 means Windows-949.
 *
 * Converters: ICU's ucnv, which knows labels by all their names.
 */
#ifndef FR_INGEST_CHARSET_H
#define FR_INGEST_CHARSET_H
#include <stdbool.h>
#include <stddef.h>
#include "core/mem.h"
#include "ingest/draft.h"

/* Append s as UTF-8. label: may be none. True: bytes were replaced by U+FFFD. */
bool fr_charset_decode(struct fr_buf *out, struct fr_str label, const char *s, size_t len);
#endif
