#include "learn/corpus.h"
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"

#define FNV_OFFSET 14695981039346656037u
#define FNV_PRIME  1099511628211u
#define HEAD_WORDS 8 /* of a post that is cut, as old retweets are, this much is as it was */

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
	free(c->keys);
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

static uint64_t add_word(uint64_t h, const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * FNV_PRIME;
	return h * FNV_PRIME;
}

/* Two keys, of which copies share one: all that a post says, and its beginning (the same as all of a short one). */
static void set_keys(const struct fr_folded *folded, uint64_t ret[2])
{
	size_t n_head = 0;

	ret[0] = ret[1] = FNV_OFFSET;
	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];
		const char *word = folded->text + w->fold_off;

		if (w->kind == FR_WORD_URL || w->kind == FR_WORD_MENTION ||
		    (i == 0 && w->fold_len == 2 && memcmp(word, "rt", 2) == 0))
			continue;
		ret[0] = add_word(ret[0], word, w->fold_len);
		if (w->kind == FR_WORD_PLAIN && n_head < HEAD_WORDS) {
			ret[1] = add_word(ret[1], word, w->fold_len);
			n_head++;
		}
	}
	if (n_head < HEAD_WORDS)
		ret[1] = ret[0];
}

static void room_for_post(struct fr_corpus *c)
{
	size_t cap = c->cap;

	if (c->n == cap) {
		c->cap = cap ? 2 * cap : 1024;
		c->label = fr_xreallocarray(c->label, c->cap, sizeof(*c->label));
		c->keys = fr_xreallocarray(c->keys, 2 * c->cap, sizeof(*c->keys));
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
	set_keys(&c->features.folded, c->keys + 2 * c->n);
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

struct keyed {
	uint64_t key;
	size_t post;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return (x->key > y->key) - (x->key < y->key);
	return (x->post > y->post) - (x->post < y->post);
}

static size_t root_of(size_t *parent, size_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

/* Posts that share a key, and those that share one with them, are a group, which is named by its least key. */
static void join_copies(struct fr_corpus *c)
{
	struct keyed *keyed = fr_xcalloc(2 * c->n + 1, sizeof(*keyed));
	size_t *parent = fr_xcalloc(c->n + 1, sizeof(*parent));

	c->group = fr_xcalloc(c->n + 1, sizeof(*c->group));
	for (size_t i = 0; i < c->n; i++) {
		parent[i] = i;
		for (size_t k = 0; k < 2; k++)
			keyed[2 * i + k] = (struct keyed){c->keys[2 * i + k], i};
	}
	qsort(keyed, 2 * c->n, sizeof(*keyed), by_key);
	for (size_t i = 1; i < 2 * c->n; i++)
		if (keyed[i].key == keyed[i - 1].key)
			parent[root_of(parent, keyed[i].post)] = root_of(parent, keyed[i - 1].post);
	for (size_t i = 2 * c->n; i-- > 0;)
		c->group[root_of(parent, keyed[i].post)] = keyed[i].key;
	for (size_t i = 0; i < c->n; i++)
		c->group[i] = c->group[root_of(parent, i)];
	free(keyed);
	free(parent);
}

int fr_corpus_finish(struct fr_corpus *c, struct fr_error *err)
{
	unsigned len;

	if (c->n == 0)
		return fr_fail(err, FR_FATAL, "no record has both a text and a label: nothing to learn from");
	if (c->n_labels < 2)
		return fr_fail(err, FR_FATAL, "all %zu posts have the label '%s': there is nothing to tell apart", c->n,
			       c->names[0]);
	sort_labels(c);
	join_copies(c);
	if (EVP_DigestFinal_ex(c->digest, c->hash, &len) != 1)
		fr_out_of_memory();
	return FR_OK;
}

struct labelled {
	uint64_t group;
	uint32_t label;
};

static int by_group_and_label(const void *a, const void *b)
{
	const struct labelled *x = a, *y = b;

	if (x->group != y->group)
		return (x->group > y->group) - (x->group < y->group);
	return (x->label > y->label) - (x->label < y->label);
}

size_t fr_corpus_n_disputed(const struct fr_corpus *c)
{
	struct labelled *posts = fr_xcalloc(c->n + 1, sizeof(*posts));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		posts[i] = (struct labelled){c->group[i], c->label[i]};
	qsort(posts, c->n, sizeof(*posts), by_group_and_label);
	for (size_t i = 0, end; i < c->n; i = end) {
		size_t most = 0, run = 0;

		for (end = i; end < c->n && posts[end].group == posts[i].group; end++) {
			run = end > i && posts[end].label == posts[end - 1].label ? run + 1 : 1;
			most = run > most ? run : most;
		}
		n += end - i - most;
	}
	free(posts);
	return n;
}
