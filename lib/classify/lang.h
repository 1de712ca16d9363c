/*
 * lang.h: in which language a post is written, by the words that have grammar to do: languages.tsv of the pack.
 *
 * Each language starts from how usual it is and adds the weight of every word of the post that a row names, or of its
 * longest ending and its longest beginning if no row names it whole. The greatest sum is the language; its probability
 * among all is how sure it is. Too little to go by is unsure: EVIDENCE_MIN and SURE_MIN in lang.c. No community is a
 * language here, and no name is a word of one.
 * Sources of the words: SOURCES.md of the pack. Cost: some 40 ns a word. Owns: the table; read-only after loading, so
 * any thread may ask.
 */
#ifndef FR_CLASSIFY_LANG_H
#define FR_CLASSIFY_LANG_H
#include "core/error.h"
#include "text/fold.h"

struct fr_langs;

struct fr_language {
	const char *lang;   /* "hi", "hi-Latn", "bho", "mai", "mag", "ur", "en", "other" or "unsure"; NULL: no words */
	const char *script; /* of most words: "Deva", "Latn", "Arab" or "other"; NULL with lang */
	double score;       /* 0 to 1 */
};

/* From languages.tsv in folder; *ret is NULL if the pack has none. FR_FATAL: a bad row; err names file and line. */
int fr_langs_load(const char *folder, struct fr_langs **ret, struct fr_error *err);
void fr_langs_free(struct fr_langs *langs); /* NULL is fine */

/* langs NULL: *ret is empty. Strings live for ever. */
void fr_language_of(const struct fr_langs *langs, const struct fr_folded *folded, struct fr_language *ret);
#endif
