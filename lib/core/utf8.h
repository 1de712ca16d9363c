/*
 * utf8.h: UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef FR_CORE_UTF8_H
#define FR_CORE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"

#define FR_UTF8_REPLACEMENT 0xFFFDu

/* Length (1 to 4) of the valid sequence at s, or 0 if none starts there. len: bytes that may be read, at least 1. */
size_t fr_utf8_len(const char *s, size_t len);

/*
 * Decode the character at s[*pos] (*pos < len) and move *pos behind it. A byte that starts no valid sequence gives
 * U+FFFD and moves by one.
 */
uint32_t fr_utf8_next(const char *s, size_t len, size_t *pos);

/* Encode cp; returns the length, 1 to 4. A surrogate or a value above U+10FFFF is encoded as U+FFFD. */
size_t fr_utf8_put(char out[4], uint32_t cp);

/* Offset of the first byte that is not part of a valid sequence, or len if all are. */
size_t fr_utf8_check(const char *s, size_t len);

/*
 * Append s to out with each byte that is not part of a valid sequence replaced by U+FFFD. Returns how many were.
 */
size_t fr_utf8_repair(struct fr_buf *out, const char *s, size_t len);

/*
 * Does cp act on a terminal or change how the rest of a line is shown: C0 and C1 controls, bidi controls, zero-width
 * and other invisible format characters, line separators? (Unicode: Cc, Bidi_Control, the invisible part of Cf.)
 * U+200C and U+200D are not among them: Devanagari and emoji are spelt with them.
 */
bool fr_utf8_is_control(uint32_t cp);

/*
 * Write the character at s[*pos] (*pos < len) so that no terminal obeys it, and move *pos behind it: itself, or \xHH
 * for a C0 control, U+007F or a byte that is no UTF-8, or \u{HHHH} for another control. Returns the bytes written, no
 * NUL.
 */
#define FR_UTF8_VISIBLE_MAX 10
size_t fr_utf8_visible(char out[FR_UTF8_VISIBLE_MAX + 1], const char *s, size_t len, size_t *pos);
#endif
