/*
 * mask.h: a text without what leads to the people in it.
 *
 * Masked are: what personal.h finds; names and house numbers behind words that announce them, and columns of forms that
 * hold them (personal.tsv of the pack, fr-pack(5)); and the words that a caller gives, as the handle and name of who
 * wrote. In their place stands what it was, in brackets: [phone]; with a key also a pseudonym, [phone 5e884898], which
 * is the same for the same number however it is written and the same in every text, and which nobody can turn back who
 * does not have the key (HMAC-SHA-256, RFC 2104, its first 32 bits). Two people may share a pseudonym: of 9,000
 * numbers about one pair does.
 *
 * Texts of some categories (personal.tsv, shield) are not to be shown at all: fr_mask_shields says of which.
 *
 * Limits: FR_MASK_NAME_WORDS words of a name. A name that nothing announces is not found.
 */
#ifndef FR_PRIVACY_MASK_H
#define FR_PRIVACY_MASK_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "core/mem.h"

#define FR_MASK_NAME_WORDS 4
#define FR_MASK_KEY_MIN    16   /* bytes of a key */
#define FR_MASK_KEY_MAX    4096 /* bytes of a key's file */

enum fr_audience { FR_FOR_INTERNAL, FR_FOR_DISTRICT, FR_FOR_PUBLIC };
#define FR_AUDIENCES "internal|district|public"

struct fr_masker;

/*
 * pack: its folder; without personal.tsv there are no names, fields and shields. key_file: whose bytes are the key, a
 * newline at the end left out; NULL: no pseudonyms. FR_FATAL: a bad table, a key that can't be read or is too short.
 */
int fr_masker_new(const char *pack, const char *key_file, struct fr_masker **ret, struct fr_error *err);
void fr_masker_free(struct fr_masker *masker); /* NULL is fine */

bool fr_masker_has_key(const struct fr_masker *masker);

/* A piece of the text that was replaced: bytes [start, end) became len bytes. */
struct fr_masked {
	size_t start, end, len;
};

/* Words that are masked wherever they stand whole: what was it ("person"), and the words. */
struct fr_mask_word {
	const char *bytes;
	size_t len;
};

/*
 * Append the text, masked, to out. words: n of them, may be empty. *ret, *ret_n: what was replaced, in order, valid
 * until the next call; may be NULL. text: UTF-8.
 */
void fr_mask_text(struct fr_masker *masker, const char *text, size_t len, const struct fr_mask_word *words, size_t n,
		  struct fr_buf *out, const struct fr_masked **ret, size_t *ret_n);

/* Append "[person]", or with a key "[person 5e884898]" for these bytes. */
void fr_mask_put(struct fr_masker *masker, const char *what, const char *bytes, size_t len, struct fr_buf *out);

/* Append 16 hex digits that stand for these bytes. Only with a key. */
void fr_mask_put_digest(const struct fr_masker *masker, const char *what, const char *bytes, size_t len,
			struct fr_buf *out);

/* Does a form's column of that name hold what identifies whoever filled it in? */
bool fr_mask_is_field(struct fr_masker *masker, const char *name, size_t len);

/* Are texts of this category to be withheld from all but the centre? */
bool fr_mask_shields(const struct fr_masker *masker, const char *category, size_t len);
#endif
