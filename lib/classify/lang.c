#include "classify/lang.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/mem.h"
#include "pack/table.h"

#define LANGS        "hi|bho|mai|mag|ur|en|other"
#define WEIGHT_MAX   10
#define EVIDENCE_MIN 1.0F /* of the language that is named: one word that says little is not enough */
#define SURE_MIN     0.5
#define DAMPING      0.9 /* words of one sentence are no independent witnesses */
#define LEN_MAX      63  /* bytes of a word of the table */
#define SLOTS_MIN    4096
#define FNV_OFFSET   2166136261u
#define FNV_PRIME    16777619u

enum lang { HI, BHO, MAI, MAG, UR, EN, OTHER, N_LANGS };
static const char *const names[N_LANGS] = {"hi", "bho", "mai", "mag", "ur", "en", "other"};

enum part { WHOLE, BEGINNING, ENDING, N_PARTS };

struct entry {
	const char *bytes;
	uint32_t hash;
	uint8_t len, part;
	float weight[N_LANGS];
};

struct fr_langs {
	struct entry *entries;
	size_t n, cap;
	uint32_t *slots; /* entry + 1, or 0 */
	size_t n_slots;
	uint64_t lens[N_PARTS]; /* bit l: some entry has l bytes */
	float usual[N_LANGS];
	struct fr_arena arena;
	struct fr_folded fold; /* for loading */
};

static uint32_t step(uint32_t h, char c)
{
	return (h ^ (unsigned char)c) * FNV_PRIME;
}

/* Endings are hashed from behind, so that all of a word are met in one walk. */
static uint32_t hash_of(const char *s, size_t len, enum part part)
{
	uint32_t h = FNV_OFFSET;

	for (size_t i = 0; i < len; i++)
		h = step(h, part == ENDING ? s[len - 1 - i] : s[i]);
	return h;
}

static const struct entry *find(const struct fr_langs *l, enum part part, const char *s, size_t len, uint32_t hash)
{
	if (len > LEN_MAX || !(l->lens[part] >> len & 1))
		return NULL;
	for (size_t i = (hash + part) & (l->n_slots - 1); l->slots[i]; i = (i + 1) & (l->n_slots - 1)) {
		const struct entry *e = &l->entries[l->slots[i] - 1];

		if (e->hash == hash && e->part == part && e->len == len && memcmp(e->bytes, s, len) == 0)
			return e;
	}
	return NULL;
}

static void put_in_slot(struct fr_langs *l, size_t at)
{
	size_t i = (l->entries[at].hash + l->entries[at].part) & (l->n_slots - 1);

	while (l->slots[i])
		i = (i + 1) & (l->n_slots - 1);
	l->slots[i] = (uint32_t)at + 1;
}

static struct entry *add(struct fr_langs *l, enum part part, const char *s, size_t len)
{
	uint32_t hash = hash_of(s, len, part);
	const struct entry *e = l->n_slots ? find(l, part, s, len, hash) : NULL;

	if (e)
		return l->entries + (e - l->entries);
	l->entries = fr_grow(l->entries, l->n, &l->cap, sizeof(*l->entries));
	l->entries[l->n] = (struct entry){
		.bytes = fr_arena_dup(&l->arena, s, len), .hash = hash, .len = (uint8_t)len, .part = (uint8_t)part};
	l->lens[part] |= 1ull << len;
	if (2 * (l->n + 1) > l->n_slots) {
		l->n_slots = l->n_slots ? 2 * l->n_slots : SLOTS_MIN;
		free(l->slots);
		l->slots = fr_xcalloc(l->n_slots, sizeof(*l->slots));
		for (size_t i = 0; i < l->n; i++)
			put_in_slot(l, i);
	}
	put_in_slot(l, l->n);
	return &l->entries[l->n++];
}

static int add_word(struct fr_langs *l, struct fr_table *table, const char *word, size_t len, int lang, double weight,
		    struct fr_error *err)
{
	enum part part = WHOLE;
	const struct fr_word *w;

	if (len == 1 && *word == '*') {
		l->usual[lang] = (float)weight;
		return FR_OK;
	}
	if (*word == '*') {
		part = ENDING;
		word++;
		len--;
	} else if (word[len - 1] == '*') {
		part = BEGINNING;
		len--;
	}
	fr_fold(&l->fold, word, len);
	w = l->fold.words;
	if (l->fold.n_words != 1 || w->fold_len > LEN_MAX)
		return fr_table_fail(table, 2, err, "'%.*s' is not one word", (int)len, word);
	add(l, part, l->fold.text + w->fold_off, w->fold_len)->weight[lang] = (float)weight;
	return FR_OK;
}

static int add_row(struct fr_langs *l, struct fr_table *table, struct fr_error *err)
{
	const char *word;
	size_t pos = 0, len;
	double weight;
	int lang, rc;

	rc = fr_table_choice(table, 0, LANGS, &lang, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 1, -WEIGHT_MAX, WEIGHT_MAX, &weight, err);
	while (rc == FR_OK && fr_cell_part(fr_table_cell(table, 2), ',', &pos, &word, &len))
		rc = add_word(l, table, word, len, lang, weight, err);
	return rc;
}

int fr_langs_load(const char *folder, struct fr_langs **ret, struct fr_error *err)
{
	static const char *const columns[] = {"lang", "weight", "words", NULL};
	struct fr_table *table;
	struct fr_langs *l;
	struct fr_buf path = {0};
	int rc;

	*ret = NULL;
	fr_buf_addf(&path, "%s/languages.tsv", folder);
	if (access(fr_buf_str(&path), F_OK) < 0 && errno == ENOENT) {
		fr_buf_free(&path);
		return FR_OK;
	}
	l = fr_xcalloc(1, sizeof(*l));
	rc = fr_table_open(fr_buf_str(&path), columns, &table, err);
	if (rc == FR_OK) {
		while ((rc = fr_table_next(table, err)) == FR_OK && (rc = add_row(l, table, err)) == FR_OK)
			;
		fr_table_free(table);
	}
	fr_buf_free(&path);
	fr_folded_free(&l->fold);
	if (rc != FR_STOP || l->n == 0) {
		fr_langs_free(l);
		return rc == FR_STOP ? FR_OK : rc;
	}
	*ret = l;
	return FR_OK;
}

void fr_langs_free(struct fr_langs *l)
{
	if (!l)
		return;
	fr_arena_free(&l->arena);
	free(l->entries);
	free(l->slots);
	free(l);
}

static void add_weights(const struct entry *e, float *sums)
{
	for (size_t k = 0; e && k < N_LANGS; k++)
		sums[k] += e->weight[k];
}

static void read_word(const struct fr_langs *l, const char *s, size_t len, float *sums)
{
	const struct entry *beginning = NULL, *ending = NULL, *e;
	uint32_t h = FNV_OFFSET;

	for (size_t i = 0; i < len; i++) {
		h = step(h, s[i]);
		if (i + 1 < len && (e = find(l, BEGINNING, s, i + 1, h)))
			beginning = e;
	}
	e = find(l, WHOLE, s, len, h);
	if (e) {
		add_weights(e, sums);
		return;
	}
	h = FNV_OFFSET;
	for (size_t i = 1; i < len; i++) {
		h = step(h, s[len - i]);
		e = find(l, ENDING, s + len - i, i, h);
		if (e)
			ending = e;
	}
	add_weights(beginning, sums);
	add_weights(ending, sums);
}

static const char *script_of(const size_t *words)
{
	static const enum fr_script order[] = {FR_SCRIPT_DEVANAGARI, FR_SCRIPT_LATIN, FR_SCRIPT_ARABIC,
					       FR_SCRIPT_OTHER};
	static const char *const codes[] = {"Deva", "Latn", "Arab", "other"};
	size_t best = 0;

	for (size_t i = 1; i < sizeof(order) / sizeof(*order); i++)
		if (words[order[i]] > words[order[best]])
			best = i;
	return codes[best];
}

/* The greatest of the sums, and its probability. */
static size_t best_of(const float *sums, double *ret)
{
	size_t best = 0;
	double all = 0;

	for (size_t k = 1; k < N_LANGS; k++)
		if (sums[k] > sums[best])
			best = k;
	for (size_t k = 0; k < N_LANGS; k++)
		all += exp(DAMPING * ((double)sums[k] - (double)sums[best]));
	*ret = 1 / all;
	return best;
}

void fr_language_of(const struct fr_langs *l, const struct fr_folded *folded, struct fr_language *ret)
{
	size_t words[FR_SCRIPT_DIGIT + 1] = {0}, letters = 0, best;
	float sums[N_LANGS];

	memset(ret, 0, sizeof(*ret));
	if (!l)
		return;
	memcpy(sums, l->usual, sizeof(sums));
	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];

		if ((w->kind != FR_WORD_PLAIN && w->kind != FR_WORD_HASHTAG) || w->script == FR_SCRIPT_DIGIT)
			continue;
		words[w->script]++;
		letters++;
		read_word(l, folded->text + w->fold_off, w->fold_len, sums);
	}
	if (letters == 0)
		return;
	ret->script = script_of(words);
	best = best_of(sums, &ret->score);
	if (strcmp(ret->script, "other") == 0) {
		ret->lang = names[OTHER];
		ret->score = (double)words[FR_SCRIPT_OTHER] / (double)letters;
	} else if (sums[best] - l->usual[best] < EVIDENCE_MIN || ret->score < SURE_MIN) {
		ret->lang = "unsure";
	} else {
		ret->lang = best == HI && strcmp(ret->script, "Latn") == 0 ? "hi-Latn" : names[best];
	}
}
