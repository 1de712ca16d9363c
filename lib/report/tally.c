#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

static void count(struct fr_tally_count *to, const struct fr_case *c)
{
	to->cases++;
	to->posts += c->n_posts;
	to->again += c->n_again;
}

static bool same_code(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static struct fr_tally_count *reason_count(struct fr_tally *tally, const char *code)
{
	static const char others[] = "other reasons";
	struct fr_tally_reason *last = &tally->reasons[FR_REASONS_MAX];
	size_t i;

	for (i = 0; i < tally->n_reasons && i < FR_REASONS_MAX; i++)
		if (same_code(tally->reasons[i].code, code))
			return &tally->reasons[i].count;
	if (i == FR_REASONS_MAX) {
		tally->n_reasons = FR_REASONS_MAX + 1;
		last->code = others;
		return &last->count;
	}
	tally->reasons[i].code = code;
	tally->n_reasons++;
	return &tally->reasons[i].count;
}

static int by_posts(const void *left, const void *right)
{
	const struct fr_tally_reason *a = left, *b = right;

	if (a->count.posts != b->count.posts)
		return a->count.posts > b->count.posts ? -1 : 1;
	return strcmp(a->code ? a->code : "", b->code ? b->code : "");
}

void fr_tally_cases(struct fr_case *const *cases, size_t n, struct fr_tally *ret)
{
	for (size_t i = 0; i < n; i++) {
		const struct fr_case *c = cases[i];

		if (c->standing == FR_STANDING_NONE) {
			count(&ret->not_listed, c);
			count(reason_count(ret, c->reason ? c->reason : c->category), c);
			continue;
		}
		count(&ret->listed, c);
		count(&ret->sections[fr_case_section(c)], c);
		if (c->standing == FR_STANDING_UNCLASSED)
			count(&ret->unclassed, c);
	}
	qsort(ret->reasons, ret->n_reasons < FR_REASONS_MAX ? ret->n_reasons : FR_REASONS_MAX, sizeof *ret->reasons,
	      by_posts);
}
