/*
 * fold_priv.h: what the parts of folding share; nobody outside lib/text/fold*.c includes it.
 *
 * Folding has two passes, or three. fold_chars.c turns bytes into units: single folded characters, each with its class
 * and the bytes that it came from. fold.c reads units into words, with fold_link.c to tell links from sentences. If
 * asked for, fold_disguise.c goes over the words once more.
 */
#ifndef FR_TEXT_FOLD_PRIV_H
#define FR_TEXT_FOLD_PRIV_H
#include "text/fold.h"

enum unit_class {
	UNIT_LETTER, /* letters, vowel signs, other signs of a script */
	UNIT_DIGIT,  /* 0-9 */
	UNIT_UNDERSCORE,
	UNIT_EMOJI,      /* first of a cluster */
	UNIT_EMOJI_MORE, /* the rest of it */
	UNIT_BLANK,      /* blanks, controls, bytes that are no UTF-8 */
	UNIT_NEWLINE,
	UNIT_STOP, /* ends a sentence, whatever follows */
	UNIT_DOT,  /* may end a sentence */
	UNIT_COMMA,
	UNIT_APOSTROPHE,
	UNIT_JOINT, /* hyphen, slash: a gap that ends no clause inside a compound */
	UNIT_HASH,
	UNIT_AT,
	UNIT_PUNCT,
	UNIT_SYMBOL,
	UNIT_DROP /* leaves nothing behind */
};

struct unit {
	uint32_t cp;
	uint32_t off, end; /* bytes of the original */
	uint8_t class;     /* enum unit_class */
	uint8_t script;    /* enum fr_script */
	uint8_t ccc;       /* canonical combining class, for the order of marks */
	bool upper;
};

struct units {
	struct unit *at;
	size_t n, cap;
	size_t bytes;     /* length of all of them in UTF-8 */
	unsigned n_marks; /* with a combining class, in a row at the end */
	struct char_cache *cache;
};

/* Replace what is in units by the folded characters of s[0..len). */
void fr_fold_units_read(struct units *units, const char *s, size_t len);
void fr_fold_units_free(struct units *units);

/* Undo the disguises that f->options names, in a text that is folded but for its NUL. Time: one look at each word. */
void fr_fold_undisguise(struct fr_folded *f);

/*
 * If a link or an address of mail begins at unit i, the index behind it; else i. inside: i is not the first unit of
 * its word, so only a full "http://" counts. *next_at is kept from call to call: start with 0.
 */
size_t fr_fold_link_end(const struct units *units, size_t i, bool inside, size_t *next_at);
#endif
