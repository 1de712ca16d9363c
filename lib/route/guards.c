#include "route/guards.h"

#include <stdlib.h>
#include <string.h>
#include "pack/table.h"

enum { NAMES, NEED, BEFORE, AFTER, NOT_BEFORE, NOT_AFTER };

/* A word, or the beginning or end of one. */
struct pattern {
	const char *text; /* folded, in the arena */
	uint16_t len;
	bool open_front, open_end; /* a * there */
};

struct list {
	struct pattern *at;
	size_t n, cap;
};

struct guard {
	enum fr_need need;
	struct list lists[4]; /* before, after, not before, not after */
};

struct fr_guards {
	struct guard *at; /* from 1 */
	size_t n, cap;
	struct fr_arena words;
	struct fr_folded folded;
};

/*
 * Adds one pattern: the word itself, or with a * what is left of it. Of several words the one next to the name counts:
 * the last one before it, the first one behind.
 */
static bool list_add(struct fr_guards *guards, struct list *list, const char *word, size_t len, bool last)
{
	struct pattern p = {.open_front = word[0] == '*', .open_end = len > 1 && word[len - 1] == '*'};
	const struct fr_folded *f = &guards->folded;
	const struct fr_word *w;

	fr_fold(&guards->folded, word + p.open_front, len - p.open_front - p.open_end);
	if (!f->n_words)
		return false;
	w = &f->words[last ? f->n_words - 1 : 0];
	p.text = fr_arena_dup(&guards->words, f->text + w->fold_off, w->fold_len);
	p.len = (uint16_t)w->fold_len;
	list->at = fr_grow(list->at, list->n, &list->cap, sizeof *list->at);
	list->at[list->n++] = p;
	return true;
}

static bool list_has(const struct list *list, const char *word, size_t len)
{
	for (size_t i = 0; word && i < list->n; i++) {
		const struct pattern *p = &list->at[i];

		if (p->len > len || (p->len < len && !p->open_front && !p->open_end))
			continue;
		if ((p->open_front || p->len == len || p->open_end) &&
		    memcmp(p->open_front ? word + len - p->len : word, p->text, p->len) == 0)
			return true;
	}
	return false;
}

static int load_lists(const struct fr_table *table, struct fr_guards *guards, struct guard *guard, struct fr_error *err)
{
	for (size_t i = 0; i < 4; i++) {
		const char *word;
		size_t pos = 0, len;

		while (fr_cell_part(fr_table_cell(table, BEFORE + i), ';', &pos, &word, &len))
			if (!list_add(guards, &guard->lists[i], word, len, i % 2 == 0))
				return fr_table_fail(table, BEFORE + i, err, "'%.*s' has no word in it", (int)len,
						     word);
	}
	return FR_OK;
}

static int load_row(const struct fr_table *table, struct fr_guards *guards, struct fr_lexicon *lex,
		    struct fr_error *err)
{
	const char *names, *name;
	size_t pos = 0, len;
	struct guard guard = {0};
	int need, rc = fr_table_required(table, NAMES, &names, err);

	if (rc == FR_OK)
		rc = fr_table_choice(table, NEED, "none|cue|type|station|never", &need, err);
	if (rc != FR_OK)
		return rc;
	guard.need = (enum fr_need)need;
	guards->at = fr_grow(guards->at, guards->n, &guards->cap, sizeof *guards->at);
	guards->at[guards->n++] = guard;
	if (guards->n > UINT16_MAX)
		return fr_table_fail(table, NAMES, err, "more than %d guards", UINT16_MAX - 1);
	while (fr_cell_part(names, ';', &pos, &name, &len)) {
		uint32_t node = fr_lexicon_phrase(lex, name, len);

		if (!node)
			return fr_table_fail(table, NAMES, err, "'%.*s' has no word in it, or too many", (int)len,
					     name);
		lex->nodes[node].guard = (uint16_t)(guards->n - 1);
	}
	return load_lists(table, guards, &guards->at[guards->n - 1], err);
}

int fr_guards_load(const char *path, struct fr_lexicon *lex, struct fr_guards **ret, struct fr_error *err)
{
	static const char *const columns[] = {"names", "need", "before", "after", "not_before", "not_after", NULL};
	struct fr_guards *guards;
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc != FR_OK)
		return rc;
	guards = fr_xcalloc(1, sizeof *guards);
	guards->at = fr_grow(NULL, 0, &guards->cap, sizeof *guards->at);
	guards->at[guards->n++] = (struct guard){0};
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = load_row(table, guards, lex, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	if (rc != FR_STOP) {
		fr_guards_free(guards);
		return rc;
	}
	*ret = guards;
	return FR_OK;
}

void fr_guards_free(struct fr_guards *guards)
{
	if (!guards)
		return;
	for (size_t i = 0; i < guards->n; i++)
		for (size_t k = 0; k < 4; k++)
			free(guards->at[i].lists[k].at);
	free(guards->at);
	fr_arena_free(&guards->words);
	fr_folded_free(&guards->folded);
	free(guards);
}

enum fr_need fr_guard_need(const struct fr_guards *guards, unsigned guard)
{
	return guards->at[guard].need;
}

enum fr_guard_answer fr_guard_ask(const struct fr_guards *guards, unsigned guard, const char *before, size_t before_len,
				  const char *behind, size_t behind_len)
{
	const struct list *lists = guards->at[guard].lists;

	if (list_has(&lists[0], before, before_len))
		return FR_GUARD_YES;
	if (list_has(&lists[2], before, before_len) || list_has(&lists[3], behind, behind_len))
		return FR_GUARD_NO;
	if (list_has(&lists[1], behind, behind_len))
		return FR_GUARD_YES;
	return FR_GUARD_MAYBE;
}
