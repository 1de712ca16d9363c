/*
 * First pass of folding: bytes to folded characters.
 *
 * ASCII and the Devanagari block go through tables. Any other character is mapped by itself: NFKC_Casefold, then full
 * canonical decomposition, then marks that belong to no script (accents) and Arabic vowel marks are dropped. Nothing is
 * composed again, so a letter with its accent meets the same letter with a combining accent, and the mapping of a
 * character never hangs on its neighbours; only the canonical order of marks does (Unicode Standard, 3.11).
 * Devanagari: Unicode Standard, chapter 12.1, and the code chart U+0900. Emoji: Unicode UTS 51.
 */
#include "text/fold_priv.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include "core/mem.h"
#include "core/utf8.h"

#define CACHE_SLOTS 2048 /* power of two */
#define CACHE_OUT   4    /* characters that a cached character may fold to */
#define OUT_MAX     64   /* the longest of all, U+FDFA, gives 18 */
#define MARKS_MAX   8    /* marks kept on one letter; more are noise, and would make sorting them slow */

#define ZWJ 0x200D

struct folded_char {
	uint32_t cp;
	uint8_t class, script, ccc;
};

/* A character's folding, kept: the same few thousand come again and again. And all of ASCII. */
struct char_cache {
	struct unit ascii[128];
	struct cache_slot {
		uint32_t cp;
		uint8_t n_out;
		bool used, upper, mark;
		struct folded_char out[CACHE_OUT];
	} slots[CACHE_SLOTS];
};

/* What stands at a character of the original, folded: out[0..n_out), or nothing of it. */
struct folding {
	bool upper, mark;
	size_t n_out;
	struct folded_char out[OUT_MAX];
};

static const uint8_t ascii_class[128] = {
	[0 ... 9] = UNIT_BLANK,
	['\n'] = UNIT_NEWLINE,
	[11 ... 12] = UNIT_NEWLINE,
	['\r'] = UNIT_NEWLINE,
	[14 ... ' '] = UNIT_BLANK,
	['!'] = UNIT_STOP,
	['"'] = UNIT_PUNCT,
	['#'] = UNIT_HASH,
	['$'] = UNIT_SYMBOL,
	['%'] = UNIT_PUNCT,
	['&'] = UNIT_PUNCT,
	['\''] = UNIT_APOSTROPHE,
	['('] = UNIT_PUNCT,
	[')'] = UNIT_PUNCT,
	['*'] = UNIT_PUNCT,
	['+'] = UNIT_SYMBOL,
	[','] = UNIT_COMMA,
	['-'] = UNIT_JOINT,
	['.'] = UNIT_DOT,
	['/'] = UNIT_JOINT,
	['0' ... '9'] = UNIT_DIGIT,
	[':'] = UNIT_PUNCT,
	[';'] = UNIT_PUNCT,
	['<'] = UNIT_SYMBOL,
	['='] = UNIT_SYMBOL,
	['>'] = UNIT_SYMBOL,
	['?'] = UNIT_STOP,
	['@'] = UNIT_AT,
	['['] = UNIT_PUNCT,
	['\\'] = UNIT_PUNCT,
	[']'] = UNIT_PUNCT,
	['^'] = UNIT_SYMBOL,
	['_'] = UNIT_UNDERSCORE,
	['`'] = UNIT_APOSTROPHE,
	['{'] = UNIT_PUNCT,
	/* typed for a danda, which many keyboards lack */
	['|'] = UNIT_STOP,
	['}'] = UNIT_PUNCT,
	['~'] = UNIT_SYMBOL,
	[127] = UNIT_BLANK,
};

/* By the low seven bits of U+0900 to U+097F; what is not named is a letter or a sign. */
static const uint8_t deva_class[128] = {
	[0x3C] = UNIT_DROP,          /* nukta */
	[0x3D] = UNIT_DROP,          /* avagraha: written or left out at will (Bhojpuri, Maithili) */
	[0x51 ... 0x54] = UNIT_DROP, /* Vedic accents */
	[0x64 ... 0x65] = UNIT_STOP, /* danda, double danda */
	[0x66 ... 0x6F] = UNIT_DIGIT, [0x70] = UNIT_DOT, /* the sign of abbreviation */
	[0x71] = UNIT_DROP,                              /* high spacing dot */
};

/* Where a letter goes, 0 for itself. */
static const uint8_t deva_to[128] = {
	[0x00] = 0x02,                /* inverted chandrabindu and chandrabindu: anusvara */
	[0x01] = 0x02, [0x29] = 0x28, /* letters with a nukta */
	[0x31] = 0x30, [0x34] = 0x33, [0x58] = 0x15, [0x59] = 0x16, [0x5A] = 0x17,
	[0x5B] = 0x1C, [0x5C] = 0x21, [0x5D] = 0x22, [0x5E] = 0x2B, [0x5F] = 0x2F,
};

static void units_reserve(struct units *units, size_t more)
{
	if (units->cap - units->n >= more)
		return;
	units->cap = (units->n + more) / 4 * 5 + 64;
	units->at = fr_xreallocarray(units->at, units->cap, sizeof *units->at);
}

static struct unit ascii_unit(unsigned char c)
{
	struct unit unit = {.cp = c, .class = ascii_class[c]};

	if (unit.class == UNIT_LETTER) {
		unit.script = FR_SCRIPT_LATIN;
		unit.upper = c <= 'Z';
		unit.cp = c | 0x20;
	} else if (unit.class == UNIT_DIGIT) {
		unit.script = FR_SCRIPT_DIGIT;
	}
	return unit;
}

static size_t read_ascii(struct units *units, const unsigned char *s, size_t pos, size_t len)
{
	size_t start = pos;
	struct unit *out = units->at + units->n;

	for (; pos < len && s[pos] < 0x80; pos++, out++) {
		*out = units->cache->ascii[s[pos]];
		out->off = (uint32_t)pos;
		out->end = (uint32_t)pos + 1;
	}
	units->n += pos - start;
	units->bytes += pos - start;
	return pos;
}

/* A mark that is dropped still belongs to the bytes of the letter before it. */
static void extend_last(struct units *units, uint32_t off, uint32_t end)
{
	struct unit *last = units->n ? &units->at[units->n - 1] : NULL;

	if (last && last->end == off && last->class <= UNIT_EMOJI_MORE)
		last->end = end;
}

static bool is_devanagari(const unsigned char *s, size_t left)
{
	return left >= 3 && s[0] == 0xE0 && (s[1] & 0xFE) == 0xA4 && (s[2] & 0xC0) == 0x80;
}

static size_t read_devanagari(struct units *units, const unsigned char *s, size_t pos, size_t len)
{
	for (; is_devanagari(s + pos, len - pos); pos += 3) {
		unsigned low = (s[pos + 1] & 1u) << 6 | (s[pos + 2] & 0x3Fu);
		uint8_t class = deva_class[low];

		if (class == UNIT_DROP) {
			extend_last(units, (uint32_t)pos, (uint32_t)pos + 3);
			continue;
		}
		struct unit *unit = &units->at[units->n++];
		*unit = (struct unit){.off = (uint32_t)pos, .end = (uint32_t)pos + 3, .class = class};
		unit->cp = 0x900 | (deva_to[low] ? deva_to[low] : low);
		unit->script = class == UNIT_LETTER ? FR_SCRIPT_DEVANAGARI : FR_SCRIPT_OTHER;
		if (class == UNIT_DIGIT) {
			unit->cp = '0' + (low - 0x66);
			unit->script = FR_SCRIPT_DIGIT;
		}
		units->bytes += 3;
	}
	return pos;
}

/* Characters whose class is not what their Unicode category says. */
static int special_class(uint32_t cp)
{
	switch (cp) {
	case 0x00B4: /* typed for an apostrophe; NFKC would make a blank of it */
	case 0x02B9:
	case 0x02BB:
	case 0x02BC:
	case 0x02BE:
	case 0x02BF:
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x2032:
		return UNIT_APOSTROPHE;
	case 0x2010:
	case 0x2011:
		return UNIT_JOINT;
	case 0x0640: /* tatweel, a stretched line */
		return UNIT_DROP;
	case 0x06D4: /* Urdu full stop */
		return UNIT_STOP;
	case 0x00A9: /* © and ® are emoji by their property, and signs to a reader */
	case 0x00AE:
		return UNIT_SYMBOL;
	default:
		return -1;
	}
}

/* Letters that Arabic, Persian and Urdu keyboards encode apart. */
static uint32_t unify_arabic(uint32_t cp)
{
	switch (cp) {
	case 0x0649:
	case 0x064A:
		return 0x06CC; /* yeh */
	case 0x0643:
		return 0x06A9; /* kaf */
	case 0x0629:
	case 0x0647:
	case 0x06C3:
	case 0x06D5:
		return 0x06C1; /* heh */
	case 0x0671:
		return 0x0627; /* alef wasla */
	default:
		return cp;
	}
}

static uint8_t script_of(UScriptCode code)
{
	switch (code) {
	case USCRIPT_LATIN:
		return FR_SCRIPT_LATIN;
	case USCRIPT_DEVANAGARI:
		return FR_SCRIPT_DEVANAGARI;
	case USCRIPT_ARABIC:
		return FR_SCRIPT_ARABIC;
	default:
		return FR_SCRIPT_OTHER;
	}
}

static uint8_t mark_class(uint32_t cp, UScriptCode code)
{
	if (cp == 0x3099 || cp == 0x309A) /* the voicing marks of kana tell letters apart */
		return UNIT_LETTER;
	return code == USCRIPT_INHERITED || code == USCRIPT_ARABIC ? UNIT_DROP : UNIT_LETTER;
}

static uint8_t class_of(uint32_t cp, UScriptCode code)
{
	int special = special_class(cp);
	uint32_t mask = U_MASK(u_charType((UChar32)cp));

	if (special >= 0)
		return (uint8_t)special;
	if (mask & (U_GC_L_MASK | U_GC_NL_MASK | U_GC_NO_MASK))
		return UNIT_LETTER;
	if (mask & U_GC_ND_MASK)
		return UNIT_DIGIT;
	if (mask & (U_GC_MN_MASK | U_GC_MC_MASK))
		return mark_class(cp, code);
	if (mask & (U_GC_ME_MASK | U_GC_CF_MASK))
		return UNIT_DROP;
	if (mask & U_GC_P_MASK)
		return u_hasBinaryProperty((UChar32)cp, UCHAR_S_TERM) ? UNIT_STOP : UNIT_PUNCT;
	if (mask & U_GC_S_MASK)
		return UNIT_SYMBOL;
	return cp == 0x85 || (mask & (U_GC_ZL_MASK | U_GC_ZP_MASK)) ? UNIT_NEWLINE : UNIT_BLANK;
}

/* One character out of the decomposition, with its class. */
static void fold_put(struct folding *folding, uint32_t cp)
{
	struct folded_char *out = &folding->out[folding->n_out];
	UErrorCode icu = U_ZERO_ERROR;
	UScriptCode code;

	if (cp < 0x80) {
		struct unit unit = ascii_unit((unsigned char)cp);
		*out = (struct folded_char){unit.cp, unit.class, unit.script, 0};
		folding->n_out++;
		return;
	}
	cp = unify_arabic(cp);
	code = uscript_getScript((UChar32)cp, &icu);
	*out = (struct folded_char){.cp = cp, .class = class_of(cp, code), .script = script_of(code)};
	if (out->class == UNIT_DROP)
		return;
	if (out->class == UNIT_DIGIT) {
		out->cp = '0' + (uint32_t)u_charDigitValue((UChar32)cp);
		out->script = FR_SCRIPT_DIGIT;
	} else if (out->class == UNIT_LETTER) {
		out->ccc = u_getCombiningClass((UChar32)cp);
	} else if (out->class == UNIT_APOSTROPHE) {
		out->cp = '\'';
	}
	folding->n_out++;
}

static bool is_regional(uint32_t cp)
{
	return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

static bool is_skin_tone(uint32_t cp)
{
	return cp >= 0x1F3FB && cp <= 0x1F3FF;
}

/* Pictures only: what NFKC turns into letters (U+2122, circled letters) is read as those. */
static bool is_emoji(uint32_t cp, bool maps)
{
	return !maps && special_class(cp) < 0 &&
	       (is_regional(cp) || is_skin_tone(cp) || u_hasBinaryProperty((UChar32)cp, UCHAR_EXTENDED_PICTOGRAPHIC));
}

static int32_t normalize(const UNormalizer2 *by, const UChar *in, int32_t len, UChar out[OUT_MAX])
{
	UErrorCode icu = U_ZERO_ERROR;
	int32_t n = unorm2_normalize(by, in, len, out, OUT_MAX, &icu);

	return U_SUCCESS(icu) ? n : 0;
}

static void fold_char(uint32_t cp, struct folding *ret)
{
	UErrorCode icu = U_ZERO_ERROR;
	const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&icu);
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&icu);
	UChar source[2], mapped[OUT_MAX], apart[OUT_MAX];
	int32_t n_source = 0, n;
	uint32_t mask = U_MASK(u_charType((UChar32)cp));

	if (U_FAILURE(icu)) /* ICU's own data can't be read: only memory can be the reason, it is linked in */
		fr_out_of_memory();
	ret->n_out = 0;
	ret->upper = mask & (U_GC_LU_MASK | U_GC_LT_MASK);
	ret->mark = (mask & U_GC_M_MASK) || cp == ZWJ || cp == 0x200C;
	if (special_class(cp) >= 0) {
		fold_put(ret, cp);
		return;
	}
	U16_APPEND_UNSAFE(source, n_source, cp);
	n = normalize(casefold, source, n_source, mapped);
	if (is_emoji(cp, n != n_source || memcmp(source, mapped, (size_t)n * sizeof *source) != 0)) {
		ret->out[ret->n_out++] = (struct folded_char){.cp = cp, .class = UNIT_EMOJI};
		return;
	}
	n = normalize(nfd, mapped, n, apart);
	for (int32_t i = 0; i < n;) {
		UChar32 c;
		U16_NEXT(apart, i, n, c);
		fold_put(ret, (uint32_t)c);
	}
}

/* fold_char through the cache. */
static void fold_cached(struct char_cache *cache, uint32_t cp, struct folding *ret)
{
	struct cache_slot *slot = &cache->slots[(cp ^ cp >> 11) % CACHE_SLOTS];

	if (!slot->used || slot->cp != cp) {
		fold_char(cp, ret);
		if (ret->n_out > CACHE_OUT)
			return;
		*slot = (struct cache_slot){.cp = cp, .used = true, .upper = ret->upper, .mark = ret->mark};
		slot->n_out = (uint8_t)ret->n_out;
		memcpy(slot->out, ret->out, ret->n_out * sizeof *ret->out);
		return;
	}
	ret->upper = slot->upper;
	ret->mark = slot->mark;
	ret->n_out = slot->n_out;
	memcpy(ret->out, slot->out, sizeof slot->out);
}

/* Moves the mark that was added last before those of a higher combining class. The bytes stay where they are. */
static void sort_mark(struct units *units)
{
	for (size_t i = units->n - 1; i > 0; i--) {
		struct unit *mark = &units->at[i], *before = mark - 1;

		if (before->ccc <= mark->ccc)
			return;
		struct unit was = *before;
		before->cp = mark->cp;
		before->ccc = mark->ccc;
		before->script = mark->script;
		mark->cp = was.cp;
		mark->ccc = was.ccc;
		mark->script = was.script;
	}
}

static void add_folding(struct units *units, const struct folding *folding, uint32_t off, uint32_t end)
{
	if (!folding->n_out && folding->mark)
		extend_last(units, off, end);
	for (size_t i = 0; i < folding->n_out; i++) {
		const struct folded_char *c = &folding->out[i];

		if (c->ccc && units->n_marks == MARKS_MAX) {
			extend_last(units, off, end);
			continue;
		}
		units->at[units->n++] = (struct unit){c->cp, off, end, c->class, c->script, c->ccc, folding->upper};
		units->bytes += 4;
		units->n_marks = c->ccc ? units->n_marks + 1 : 0;
		if (c->ccc)
			sort_mark(units);
	}
}

/*
 * The rest of an emoji's cluster behind pos: presentation selector and skin tone, which fold away, the second half of a
 * flag, and what a joiner joins.
 */
static size_t read_emoji_rest(struct units *units, uint32_t first, const char *s, size_t pos, size_t len)
{
	bool flag = is_regional(first);

	while (pos < len) {
		size_t next = pos, behind;
		uint32_t cp = fr_utf8_next(s, len, &next);
		uint32_t after = 0;

		if (cp == 0xFE0F || (is_skin_tone(cp) && !is_skin_tone(first))) {
			units->at[units->n - 1].end = (uint32_t)next;
			pos = next;
			continue;
		}
		behind = next;
		if (cp == ZWJ && next < len)
			after = fr_utf8_next(s, len, &behind);
		if (after && after >= 0x80 && u_hasBinaryProperty((UChar32)after, UCHAR_EXTENDED_PICTOGRAPHIC)) {
			units_reserve(units, len - pos + OUT_MAX);
			units->at[units->n++] =
				(struct unit){ZWJ, (uint32_t)pos, (uint32_t)next, UNIT_EMOJI_MORE, 0, 0, 0};
			units->bytes += 8;
			cp = after;
			pos = next;
		} else if (!flag || !is_regional(cp)) {
			return pos;
		}
		units->at[units->n++] = (struct unit){cp, (uint32_t)pos, (uint32_t)behind, UNIT_EMOJI_MORE, 0, 0, 0};
		units->bytes += 4;
		pos = behind;
		flag = false;
	}
	return pos;
}

static size_t read_other(struct units *units, const char *s, size_t pos, size_t len)
{
	size_t next = pos;
	bool good = fr_utf8_len(s + pos, len - pos) > 0;
	uint32_t cp = fr_utf8_next(s, len, &next);
	struct folding folding;

	units_reserve(units, len - pos + OUT_MAX);
	if (!good) {
		units->at[units->n++] = (struct unit){' ', (uint32_t)pos, (uint32_t)next, UNIT_BLANK, 0, 0, false};
		units->bytes++;
		return next;
	}
	fold_cached(units->cache, cp, &folding);
	add_folding(units, &folding, (uint32_t)pos, (uint32_t)next);
	if (folding.n_out == 1 && folding.out[0].class == UNIT_EMOJI)
		return read_emoji_rest(units, cp, s, next, len);
	return next;
}

void fr_fold_units_read(struct units *units, const char *s, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)s;
	size_t pos = 0;

	if (!units->cache) {
		units->cache = fr_xcalloc(1, sizeof *units->cache);
		for (size_t c = 0; c < 128; c++)
			units->cache->ascii[c] = ascii_unit((unsigned char)c);
	}
	units->n = 0;
	units->bytes = 0;
	units->n_marks = 0;
	units_reserve(units, len + OUT_MAX);
	while (pos < len) {
		if (bytes[pos] < 0x80) {
			pos = read_ascii(units, bytes, pos, len);
			units->n_marks = 0;
		} else if (is_devanagari(bytes + pos, len - pos)) {
			size_t n = units->n;
			pos = read_devanagari(units, bytes, pos, len);
			/* a nukta alone leaves no unit, so the marks around it are still one row */
			units->n_marks = units->n > n ? 0 : units->n_marks;
		} else {
			pos = read_other(units, s, pos, len);
		}
	}
}

void fr_fold_units_free(struct units *units)
{
	free(units->at);
	free(units->cache);
	*units = (struct units){0};
}
