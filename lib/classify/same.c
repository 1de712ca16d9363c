#include "classify/same.h"
#include <stdlib.h>
#include <string.h>
#include "pack/table.h"

#define SAME_MAX 65536 /* words of a table */

struct entry {
	const char *word; /* folded, in the arena; NULL: free slot */
	const char *as;
	uint32_t word_len, as_len;
};

struct fr_same {
	struct fr_arena arena;
	struct entry *slots;
	size_t n, cap; /* cap is a power of two, at most half full */
};

/* FNV-1a, 32 bits. */
static uint32_t hash(const char *s, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}

static struct entry *find(const struct fr_same *same, const char *word, size_t len)
{
	size_t i = hash(word, len) & (same->cap - 1);

	while (same->slots[i].word) {
		struct entry *e = &same->slots[i];

		if (e->word_len == len && memcmp(e->word, word, len) == 0)
			return e;
		i = (i + 1) & (same->cap - 1);
	}
	return &same->slots[i];
}

static void grow(struct fr_same *same)
{
	struct entry *old = same->slots;
	size_t n = same->cap;

	same->cap = n ? n * 2 : 1024;
	same->slots = fr_xcalloc(same->cap, sizeof(*same->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].word)
			*find(same, old[i].word, old[i].word_len) = old[i];
	free(old);
}

/* Fold a cell's part; it must be one word. */
static int one_word(struct fr_table *table, size_t column, struct fr_folded *f, const char *part, size_t len,
		    struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];

	fr_fold(f, part, len);
	if (f->n_words == 1)
		return FR_OK;
	return fr_table_fail(table, column, err, "%s is not one word", fr_quote(quoted, part, len));
}

static int add_row(struct fr_same *same, struct fr_table *table, struct fr_folded *f, struct fr_error *err)
{
	const char *cell = fr_table_cell(table, 1), *part, *as;
	char quoted[FR_QUOTE_MAX];
	size_t pos = 0, len, as_len;
	int rc;

	rc = one_word(table, 1, f, cell, strlen(cell), err);
	if (rc != FR_OK)
		return rc;
	as_len = f->words[0].fold_len;
	as = fr_arena_dup(&same->arena, f->text + f->words[0].fold_off, as_len);
	while (fr_cell_part(fr_table_cell(table, 2), ',', &pos, &part, &len)) {
		struct entry *e;
		const char *word;
		size_t word_len;

		rc = one_word(table, 2, f, part, len, err);
		if (rc != FR_OK)
			return rc;
		word = f->text + f->words[0].fold_off;
		word_len = f->words[0].fold_len;
		if (word_len == as_len && memcmp(word, as, as_len) == 0)
			continue; /* folding already makes them meet */
		if (same->n * 2 >= same->cap)
			grow(same);
		e = find(same, word, word_len);
		if (e->word && (e->as_len != as_len || memcmp(e->as, as, as_len) != 0))
			return fr_table_fail(table, 2, err, "%s already counts as '%s'", fr_quote(quoted, part, len),
					     e->as);
		if (e->word)
			continue;
		if (same->n >= SAME_MAX)
			return fr_table_fail(table, 2, err, "more than %d words", SAME_MAX);
		*e = (struct entry){fr_arena_dup(&same->arena, word, word_len), as, (uint32_t)word_len,
				    (uint32_t)as_len};
		same->n++;
	}
	return FR_OK;
}

/* One step must do: the word that others count as may not count as another itself. */
static int check_steps(const struct fr_same *same, const char *path, struct fr_error *err)
{
	for (size_t i = 0; i < same->cap; i++) {
		const struct entry *e = &same->slots[i];

		if (e->word && find(same, e->as, e->as_len)->word)
			return fr_fail(err, FR_FATAL, "%s: '%s' counts as '%s', which counts as '%s'", path, e->word,
				       e->as, find(same, e->as, e->as_len)->as);
	}
	return FR_OK;
}

int fr_same_load(const char *path, struct fr_same **ret, struct fr_error *err)
{
	static const char *const columns[] = {"kind", "word", "as", NULL};
	struct fr_folded f = {0};
	struct fr_table *table;
	struct fr_same *same;
	int rc, kind;

	rc = fr_table_open(path, columns, &table, err);
	if (rc != FR_OK)
		return rc;
	same = fr_xcalloc(1, sizeof(*same));
	grow(same);
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = fr_table_choice(table, 0, "spelling|kin|worship", &kind, err);
		if (rc == FR_OK)
			rc = add_row(same, table, &f, err);
		if (rc != FR_OK)
			break;
	}
	fr_folded_free(&f);
	fr_table_free(table);
	if (rc == FR_STOP)
		rc = check_steps(same, path, err);
	if (rc != FR_OK) {
		fr_same_free(same);
		return rc;
	}
	*ret = same;
	return FR_OK;
}

void fr_same_free(struct fr_same *same)
{
	if (!same)
		return;
	fr_arena_free(&same->arena);
	free(same->slots);
	free(same);
}

void fr_same_apply(const struct fr_same *same, const struct fr_folded *folded, struct fr_same_view *view)
{
	size_t n = folded->n_words;

	if (n > view->cap_words) {
		view->words = fr_xreallocarray(view->words, n, sizeof(*view->words));
		view->cap_words = n;
	}
	fr_buf_clear(&view->text);
	fr_buf_reserve(&view->text, folded->len + 1);
	fr_buf_addc(&view->text, ' ');
	for (size_t i = 0; i < n; i++) {
		const struct fr_word *w = &folded->words[i];
		const char *word = folded->text + w->fold_off;
		const struct entry *e = find(same, word, w->fold_len);

		view->words[i] = *w;
		view->words[i].fold_off = (uint32_t)view->text.len;
		if (e->word) {
			view->words[i].fold_len = e->as_len;
			fr_buf_add(&view->text, e->as, e->as_len);
		} else {
			fr_buf_add(&view->text, word, w->fold_len);
		}
		fr_buf_addc(&view->text, ' ');
	}
	fr_buf_str(&view->text);
	view->folded =
		(struct fr_folded){.text = view->text.bytes, .len = view->text.len, .words = view->words, .n_words = n};
}

void fr_same_view_free(struct fr_same_view *view)
{
	fr_buf_free(&view->text);
	free(view->words);
	memset(view, 0, sizeof(*view));
}
