/*
 * entities.h: HTML character references in text that a platform has escaped (X: &amp; &lt; &gt;).
 *
 * Decoded exactly once: what was written as "&lt;" arrives as "&amp;lt;" and becomes "&lt;" again. Names: those five
 * that XML knows; numbers: decimal and hexadecimal. Anything else stays as it is.
 */
#ifndef FR_INGEST_ENTITIES_H
#define FR_INGEST_ENTITIES_H
#include <stddef.h>
#include "core/mem.h"

void fr_entities_decode(struct fr_buf *out, const char *s, size_t len);
#endif
