/*
 * forms.h: the first texts of cases, and which of them a text is alike to.
 *
 * A case keeps at most FR_FORMS_A_CASE texts: that of its first post, and those of the first members that came to it by
 * something else than their words (a media file, a link, a thread, the incident). A text is compared with these only,
 * never with all members, so that cases don't grow into one another link by link.
 *
 * Of a text a form keeps its signature (minhash.h), its telling words (telling.h) and hashes, not the text. Forms are
 * found by the whole text, by a band of the signature (lsh.h), by the opening words of a text that was cut, and by
 * block: forms of one place and category, newest first.
 *
 * Owns: forms, their words and indexes. What is in the indexes depends on the forms and their order only, so that forms
 * that are read back from a file are found alike. Memory: some 150 bytes a form and 100 to 150 of index.
 */
#ifndef FR_DEDUPE_FORMS_H
#define FR_DEDUPE_FORMS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "dedupe/canon.h"
#include "dedupe/hashindex.h"
#include "dedupe/lsh.h"
#include "dedupe/minhash.h"

#define FR_FORMS_A_CASE 4
#define FR_FORM_NONE    UINT32_MAX

struct fr_form {
	struct fr_signature signature;
	uint64_t text_hash, opening; /* opening 0: none, or too short to be looked for */
	int64_t at;                  /* of its post, seconds UTC; FR_TIME_NONE */
	uint64_t codes_off;          /* of its telling words, in fr_forms.codes */
	uint32_t case_n;             /* index of its case */
	uint32_t serial;             /* ascending, never reused */
	uint32_t block, prev;        /* hash of place and category (0: none), and the form before it there */
	uint16_t n_shingles;         /* of the text, at most UINT16_MAX */
	uint8_t n_codes;
	bool full, cut, near; /* of telling; of the text; is it long enough to be found as a near copy? */
};

struct fr_forms {
	struct fr_form *items;
	size_t n, cap;
	struct fr_codes {
		uint32_t *at;
		size_t n, cap;
	} codes;
	struct fr_hashindex texts, openings, blocks; /* blocks: to the newest form, in heads */
	struct fr_lsh lsh;
	uint32_t *heads;
	size_t n_heads, cap_heads;
	uint32_t next_serial;
};

/* A text to be looked for, and the form that it would make. */
struct fr_sample {
	struct fr_form form;
	struct fr_telling telling;
	bool told; /* says enough to be anybody's copy */
};

/* Make the sample of a canonical text (NULL: none); matter_min, shingles_min: see cases.h. */
void fr_sample_take(struct fr_sample *ret, const struct fr_canon *canon, size_t matter_min, size_t shingles_min);

/* Enter a form as sample makes it, with its case, time and block set. */
void fr_forms_add(struct fr_forms *forms, const struct fr_form *form, const uint32_t *codes);

void fr_forms_telling(const struct fr_forms *forms, const struct fr_form *form, struct fr_telling *ret);

/* Newest form of a block; the next older is items[...].prev. FR_FORM_NONE: none. */
uint32_t fr_forms_block(const struct fr_forms *forms, uint32_t block);

/* Keep the forms whose case new_case maps to something, with that for their case; ascending. */
void fr_forms_purge(struct fr_forms *forms, const uint32_t *new_case);

size_t fr_forms_memory(const struct fr_forms *forms);
void fr_forms_free(struct fr_forms *forms);
#endif
