#include "learn/corpus.h"
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"

#define FNV_OFFSET 14695981039346656037u
#define FNV_PRIME  1099511628211u

const struct fr_fault fr_fault_label = {"label", "no label that a model can have"};

void fr_corpus_init(struct fr_corpus *c, const struct fr_feature_spec *spec)
{
	memset(c, 0, sizeof(*c));
	c->spec = *spec;
	fr_features_init(&c->features, spec);
	c->digest = EVP_MD_CTX_new();
	if (!c->digest || EVP_DigestInit_ex(c->digest, EVP_sha256(), NULL) != 1)
		fr_out_of_memory();
}

void fr_corpus_free(struct fr_corpus *c)
{
	fr_features_free(&c->features);
	EVP_MD_CTX_free(c->digest);
	for (size_t i = 0; i < c->n_labels; i++)
		free(c->names[i]);
	free(c->names);
	free(c->label);
	free(c->group);
	free(c->end);
	free(c->at);
	free(c->times);
	memset(c, 0, sizeof(*c));
}

static void digest(struct fr_corpus *c, const char *bytes, size_t len)
{
	uint64_t n = len;

	if (EVP_DigestUpdate(c->digest, &n, sizeof(n)) != 1 || EVP_DigestUpdate(c->digest, bytes, len) != 1)
		fr_out_of_memory();
}

static int find_label(struct fr_corpus *c, const char *name, size_t len, uint32_t *ret, struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];

	if (len > FR_MODEL_LABEL_MAX || memchr(name, 0, len) || fr_utf8_check(name, len) != len)
		return fr_reject(err, &fr_fault_label, -1, "%s: a label is text of at most %d bytes",
				 fr_quote(quoted, name, len), FR_MODEL_LABEL_MAX);
	for (size_t i = 0; i < c->n_labels; i++) {
		if (strlen(c->names[i]) == len && memcmp(c->names[i], name, len) == 0) {
			*ret = (uint32_t)i;
			return FR_OK;
		}
	}
	if (c->n_labels == FR_MODEL_LABELS_MAX)
		return fr_fail(err, FR_FATAL, "more than %d labels; is it the member that --label should name?",
			       FR_MODEL_LABELS_MAX);
	c->names = fr_xreallocarray(c->names, c->n_labels + 1, sizeof(*c->names));
	c->names[c->n_labels] = fr_xstrndup(name, len);
	*ret = (uint32_t)c->n_labels++;
	return FR_OK;
}

/* What a post says, links and mentions apart. */
static uint64_t group_of(const struct fr_folded *folded)
{
	uint64_t h = FNV_OFFSET;

	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];
		const char *word = folded->text + w->fold_off;

		if (w->kind == FR_WORD_URL || w->kind == FR_WORD_MENTION ||
		    (i == 0 && w->fold_len == 2 && memcmp(word, "rt", 2) == 0))
			continue;
		for (size_t k = 0; k <= w->fold_len; k++)
			h = (h ^ (unsigned char)word[k]) * FNV_PRIME;
	}
	return h;
}

static void room_for_post(struct fr_corpus *c)
{
	size_t cap = c->cap;

	if (c->n == cap) {
		c->cap = cap ? 2 * cap : 1024;
		c->label = fr_xreallocarray(c->label, c->cap, sizeof(*c->label));
		c->group = fr_xreallocarray(c->group, c->cap, sizeof(*c->group));
		c->end = fr_xreallocarray(c->end, c->cap, sizeof(*c->end));
	}
	if (c->cap_pieces - c->n_pieces < c->features.n) {
		c->cap_pieces = 2 * c->cap_pieces + c->features.n;
		c->at = fr_xreallocarray(c->at, c->cap_pieces, sizeof(*c->at));
		c->times = fr_xreallocarray(c->times, c->cap_pieces, sizeof(*c->times));
	}
}

int fr_corpus_add(struct fr_corpus *c, const char *text, size_t len, const char *label, size_t label_len,
		  struct fr_error *err)
{
	uint32_t at = 0;
	int rc = find_label(c, label, label_len, &at, err);

	if (rc != FR_OK)
		return rc;
	fr_features_read(&c->features, text, len);
	if (c->n_pieces + c->features.n > FR_CORPUS_PIECES_MAX)
		return fr_fail(err, FR_FATAL, "too much text to learn from: %zu posts are all that fit", c->n);
	room_for_post(c);
	digest(c, label, label_len);
	digest(c, text, len);
	for (size_t i = 0; i < c->features.n; i++) {
		const struct fr_feature *item = &c->features.items[i];

		c->at[c->n_pieces] = item->at;
		c->times[c->n_pieces++] = (uint8_t)(item->count < UINT8_MAX ? item->count : UINT8_MAX);
	}
	c->label[c->n] = at;
	c->group[c->n] = group_of(&c->features.folded);
	c->end[c->n++] = c->n_pieces;
	return FR_OK;
}

struct named {
	char *name;
	uint32_t was;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void sort_labels(struct fr_corpus *c)
{
	struct named *order = fr_xcalloc(c->n_labels, sizeof(*order));
	uint32_t *now = fr_xcalloc(c->n_labels, sizeof(*now));

	for (size_t k = 0; k < c->n_labels; k++)
		order[k] = (struct named){c->names[k], (uint32_t)k};
	qsort(order, c->n_labels, sizeof(*order), by_name);
	for (size_t k = 0; k < c->n_labels; k++) {
		c->names[k] = order[k].name;
		now[order[k].was] = (uint32_t)k;
	}
	for (size_t i = 0; i < c->n; i++)
		c->label[i] = now[c->label[i]];
	free(order);
	free(now);
}

int fr_corpus_finish(struct fr_corpus *c, struct fr_error *err)
{
	unsigned len;

	if (c->n_labels < 2)
		return fr_fail(err, FR_FATAL, "there is nothing to tell apart: %zu posts, %zu %s", c->n, c->n_labels,
			       c->n_labels == 1 ? "label" : "labels");
	sort_labels(c);
	if (EVP_DigestFinal_ex(c->digest, c->hash, &len) != 1)
		fr_out_of_memory();
	return FR_OK;
}
