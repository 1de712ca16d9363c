/*
 * width.h: how many columns a text takes on a terminal, and where it may be cut.
 *
 * Columns: non-spacing and enclosing marks (Mn, Me), format characters (Cf, but for the soft hyphen) and controls take
 * none, East Asian wide and full-width characters take two, most emoji among them, everything else one; spacing vowel
 * signs (Mc) take one, as in Kuhn's wcwidth and the terminals that follow it. Columns of characters add up: an emoji
 * that joiners make out of three is given the columns of three, as by terminals that do not know the sequence. Others
 * draw it narrower, none wider. Properties come from ICU, not from the locale.
 *
 * A cut is only made between extended grapheme clusters (Unicode UAX 29, with the rule of 15.1 that keeps conjuncts of
 * Devanagari whole), so a vowel sign never loses its letter. A byte that is no UTF-8 counts as one character.
 * Owns nothing, keeps no state: any thread may call.
 */
#ifndef FR_TEXT_WIDTH_H
#define FR_TEXT_WIDTH_H
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"

int fr_width_char(uint32_t cp);
size_t fr_width(const char *s, size_t len);

/* Bytes of the longest prefix of whole clusters that takes at most columns. *ret_columns (may be NULL) is what it
 * takes. */
size_t fr_width_cut(const char *s, size_t len, size_t columns, size_t *ret_columns);

/* Append s cut to columns, with "…" at its end if something was cut, then blanks up to columns if pad. */
void fr_width_put(struct fr_buf *out, const char *s, size_t len, size_t columns, int pad);

/*
 * Append s made safe for a terminal, on one line: controls, escapes and bidi controls shown as \xHH or \u{HHHH}, new
 * lines, tabs and runs of blanks as one blank.
 */
void fr_text_put_visible(struct fr_buf *out, const char *s, size_t len);
#endif
