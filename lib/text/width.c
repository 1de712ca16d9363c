/*
 * Columns and clusters. Everything is looked up in ICU's tables of properties, which are read-only: no state, so any
 * number of threads may call.
 *
 * Clusters: rules GB3 to GB13 of UAX 29, and GB9c (Unicode 15.1), by which a conjunct such as क्ष stays whole.
 */
#include "text/width.h"

#include <stdbool.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include "core/utf8.h"

#define VIRAMA 0x094D

int fr_width_char(uint32_t cp)
{
	uint32_t mask;

	if (cp < 0x300)
		return cp >= 0x20 && (cp < 0x7F || cp >= 0xA0);
	mask = U_MASK(u_charType((UChar32)cp));
	if (mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK))
		return 0;
	if (cp >= 0x1160 && cp <= 0x11FF) /* vowels and finals of Hangul, drawn into the syllable */
		return 0;
	switch (u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE:
	case U_EA_FULLWIDTH:
		return 2;
	default:
		return 1;
	}
}

size_t fr_width(const char *s, size_t len)
{
	size_t columns = 0, pos = 0;

	while (pos < len)
		columns += (size_t)fr_width_char(fr_utf8_next(s, len, &pos));
	return columns;
}

/* What the rules must know of the characters before a place. */
struct cluster {
	int before;           /* grapheme cluster break of the last one */
	unsigned n_regional;  /* regional indicators in a row */
	bool pictograph;      /* a pictograph, then only extending characters */
	bool joined;          /* the same, then a joiner */
	bool linker, linking; /* a consonant, then extending ones, a virama among them; or none yet */
};

static bool is_linking_consonant(uint32_t cp)
{
	UErrorCode icu = U_ZERO_ERROR;

	if (u_getIntPropertyValue((UChar32)cp, UCHAR_INDIC_SYLLABIC_CATEGORY) != U_INSC_CONSONANT)
		return false;
	switch (uscript_getScript((UChar32)cp, &icu)) {
	case USCRIPT_DEVANAGARI:
	case USCRIPT_BENGALI:
	case USCRIPT_GUJARATI:
	case USCRIPT_ORIYA:
	case USCRIPT_TELUGU:
	case USCRIPT_MALAYALAM:
		return true;
	default:
		return false;
	}
}

static bool is_linker(uint32_t cp)
{
	return cp == VIRAMA || u_getIntPropertyValue((UChar32)cp, UCHAR_INDIC_SYLLABIC_CATEGORY) == U_INSC_VIRAMA;
}

static bool hangul_joins(int before, int after)
{
	if (before == U_GCB_L)
		return after == U_GCB_L || after == U_GCB_V || after == U_GCB_LV || after == U_GCB_LVT;
	if (before == U_GCB_LV || before == U_GCB_V)
		return after == U_GCB_V || after == U_GCB_T;
	return (before == U_GCB_LVT || before == U_GCB_T) && after == U_GCB_T;
}

static bool is_control(int gcb)
{
	return gcb == U_GCB_CONTROL || gcb == U_GCB_CR || gcb == U_GCB_LF;
}

/* Does a cluster end before cp? */
static bool breaks(const struct cluster *c, uint32_t cp, int gcb)
{
	if (c->before == U_GCB_CR && gcb == U_GCB_LF)
		return false;
	if (is_control(c->before) || is_control(gcb))
		return true;
	if (gcb == U_GCB_EXTEND || gcb == U_GCB_ZWJ || gcb == U_GCB_SPACING_MARK || c->before == U_GCB_PREPEND)
		return false;
	if (hangul_joins(c->before, gcb))
		return false;
	if (gcb == U_GCB_REGIONAL_INDICATOR)
		return c->n_regional % 2 == 0;
	if (c->joined && u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC))
		return false;
	return !(c->linker && is_linking_consonant(cp));
}

static void move_on(struct cluster *c, uint32_t cp, int gcb)
{
	bool extends = gcb == U_GCB_EXTEND || gcb == U_GCB_ZWJ;

	c->before = gcb;
	c->n_regional = gcb == U_GCB_REGIONAL_INDICATOR ? c->n_regional + 1 : 0;
	c->joined = gcb == U_GCB_ZWJ && c->pictograph;
	c->pictograph =
		u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC) || (c->pictograph && gcb == U_GCB_EXTEND);
	c->linking = is_linking_consonant(cp) || (c->linking && extends);
	c->linker = c->linking && extends && (c->linker || is_linker(cp));
}

/* The end of the cluster that begins at pos, and its columns. */
static size_t cluster_end(const char *s, size_t len, size_t pos, size_t *ret_columns)
{
	struct cluster c = {0};
	size_t columns = 0, start = pos;

	while (pos < len) {
		size_t next = pos;
		uint32_t cp = fr_utf8_next(s, len, &next);
		int gcb = u_getIntPropertyValue((UChar32)cp, UCHAR_GRAPHEME_CLUSTER_BREAK);

		if (pos > start && breaks(&c, cp, gcb))
			break;
		move_on(&c, cp, gcb);
		columns += (size_t)fr_width_char(cp);
		pos = next;
	}
	*ret_columns = columns;
	return pos;
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F;
}

size_t fr_width_cut(const char *s, size_t len, size_t columns, size_t *ret_columns)
{
	size_t pos = 0, taken = 0;

	while (pos < len) {
		size_t next = pos + 1, more = 1;

		/* between two plain ASCII characters there is always an end */
		if (!is_plain((unsigned char)s[pos]) || (next < len && !is_plain((unsigned char)s[next])))
			next = cluster_end(s, len, pos, &more);
		if (more > columns - taken)
			break;
		taken += more;
		pos = next;
	}
	if (ret_columns)
		*ret_columns = taken;
	return pos;
}

void fr_width_put(struct fr_buf *out, const char *s, size_t len, size_t columns, int pad)
{
	size_t taken, cut = fr_width_cut(s, len, columns, &taken);

	if (cut < len && columns) {
		cut = fr_width_cut(s, len, columns - 1, &taken);
		fr_buf_add(out, s, cut);
		fr_buf_adds(out, "…");
		taken++;
	} else {
		fr_buf_add(out, s, cut);
	}
	for (; pad && taken < columns; taken++)
		fr_buf_addc(out, ' ');
}

static bool is_bidi_control(uint32_t cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

void fr_text_put_visible(struct fr_buf *out, const char *s, size_t len)
{
	bool blank = false;

	for (size_t pos = 0; pos < len;) {
		size_t start = pos;
		bool good = fr_utf8_len(s + pos, len - pos) > 0;
		uint32_t cp = fr_utf8_next(s, len, &pos);

		if (good && u_hasBinaryProperty((UChar32)cp, UCHAR_WHITE_SPACE)) {
			if (!blank)
				fr_buf_addc(out, ' ');
			blank = true;
			continue;
		}
		blank = false;
		if (!good || cp < 0x20 || cp == 0x7F)
			fr_buf_addf(out, "\\x%02X", (unsigned)(unsigned char)s[start]);
		else if ((cp >= 0x80 && cp < 0xA0) || is_bidi_control(cp))
			fr_buf_addf(out, "\\u{%04X}", (unsigned)cp);
		else
			fr_buf_add(out, s + start, pos - start);
	}
}
