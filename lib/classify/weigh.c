#include "classify/weigh.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void fr_weighing_init(struct fr_weighing *w, const struct fr_rules *rules)
{
	w->hits = fr_xcalloc((size_t)2 * FR_CLASSIFY_HITS_MAX, sizeof(*w->hits));
	w->spelt = fr_xcalloc(FR_CLASSIFY_HITS_MAX, sizeof(*w->spelt));
	w->more = fr_xcalloc(FR_CLASSIFY_HITS_MAX, sizeof(*w->more));
	w->seen = fr_xcalloc(rules->n_patterns + rules->n_found + 1, sizeof(*w->seen));
	w->tried = fr_xcalloc(rules->n_found + 1, sizeof(*w->tried));
	w->fold.options = FR_FOLD_APART | FR_FOLD_LEET;
	w->stems = fr_xcalloc(rules->n_sets + 1, sizeof(*w->stems));
}

void fr_weighing_free(struct fr_weighing *w)
{
	fr_folded_free(&w->fold);
	fr_same_view_free(&w->view);
	free(w->hits);
	free(w->spelt);
	free(w->more);
	free(w->tried);
	free(w->seen);
	free(w->stems);
}

/* Insert a weight into the strongest few, strongest first. */
static void tally_into(float *weights, uint8_t *n, float weight)
{
	size_t i = *n;

	while (i > 0 && fabsf(weights[i - 1]) < fabsf(weight)) {
		if (i < FR_TALLY_MAX)
			weights[i] = weights[i - 1];
		i--;
	}
	if (i >= FR_TALLY_MAX)
		return;
	weights[i] = weight;
	if (*n < FR_TALLY_MAX)
		(*n)++;
}

static void tally_add(struct fr_tally *tally, float weight)
{
	if (weight > 0)
		tally_into(tally->plus, &tally->n_plus, weight);
	else
		tally_into(tally->minus, &tally->n_minus, weight);
}

double fr_tally_sum(const struct fr_tally *tally)
{
	double sum = 0, share = 1;

	for (size_t i = 0; i < tally->n_plus; i++, share *= FR_DECAY)
		sum += share * (double)tally->plus[i];
	share = 1;
	for (size_t i = 0; i < tally->n_minus; i++, share *= FR_DECAY)
		sum += share * (double)tally->minus[i];
	return sum;
}

static bool keep_hit(void *arg, const struct fr_hit *hit)
{
	struct fr_weighing *w = arg;

	w->spelt[w->n_spelt++] = *hit;
	return w->n_spelt < FR_CLASSIFY_HITS_MAX;
}

/* @bihar_police names whom the post is addressed to: no evidence of what it is about. */
static bool is_mention(const struct fr_weighing *w, const struct fr_hit *hit)
{
	return w->fold.words[hit->first].kind == FR_WORD_MENTION;
}

static void add_piece(struct fr_weighing *w, const char *rule, float weight, bool gate, uint16_t owner, uint32_t first,
		      uint32_t last)
{
	if (w->n_pieces < FR_PIECES_MAX)
		w->pieces[w->n_pieces++] = (struct fr_piece){rule, weight, gate, owner, first, last};
}

/*
 * Of hits of one owner that lie inside another of that owner only the longest counts, so that a phrase may say the
 * opposite of a word in it. Hits come in the order of where they end, longer before shorter; read from the end, one
 * lies inside another if some hit seen before starts at or before it.
 */
struct cover {
	uint32_t category[FR_CATEGORIES_MAX], gate[FR_GATES_MAX], mask;
};

/* Is the hit to be counted? From now on what lies inside it is not. */
static bool cover_hit(struct cover *cover, const struct fr_pattern *p, const struct fr_hit *hit)
{
	uint32_t *from;

	if (p->kind == FR_PATTERN_STEM)
		return hit->first < cover->mask;
	if (p->kind == FR_PATTERN_TERM && hit->first >= cover->mask)
		return false;
	if (p->kind == FR_PATTERN_MASK)
		from = &cover->mask;
	else if (p->kind == FR_PATTERN_TERM)
		from = &cover->category[p->owner];
	else
		from = &cover->gate[p->owner];
	if (hit->first >= *from)
		return false;
	*from = hit->first;
	return true;
}

/* What was found: a word of the pack or, numbered behind them, an expression. */
static const struct fr_pattern *pattern_of(const struct fr_rules *rules, const struct fr_hit *hit)
{
	return hit->id < rules->n_patterns ? &rules->patterns[hit->id] : &rules->found[hit->id - rules->n_patterns];
}

static bool is_denied(const struct fr_weighing *w, const struct fr_hit *hit)
{
	for (size_t i = 0; i < w->n_denied; i++)
		if (hit->first >= w->denied[i].first && hit->last <= w->denied[i].last)
			return true;
	return false;
}

static bool denies(const struct fr_rules *rules, const struct fr_pattern *p)
{
	return p->kind == FR_PATTERN_GATE && (rules->gates[p->owner].effect == FR_GATE_NOT_BEFORE ||
					      rules->gates[p->owner].effect == FR_GATE_NOT_BEHIND);
}

static void count_hit(struct fr_weighing *w, const struct fr_rules *rules, const struct fr_hit *hit)
{
	const struct fr_pattern *p = pattern_of(rules, hit);
	struct fr_stem_hits *stems;

	if (w->n_denied && (p->kind == FR_PATTERN_STEM || (p->kind == FR_PATTERN_TERM && p->weight > 0)) &&
	    is_denied(w, hit)) {
		w->struck = true;
		return;
	}

	switch (p->kind) {
	case FR_PATTERN_STEM:
		stems = &w->stems[p->owner];
		if (stems->n < FR_STEM_HITS_MAX) {
			stems->first[stems->n] = hit->first;
			stems->last[stems->n++] = hit->last;
		}
		return;
	case FR_PATTERN_MASK:
	case FR_PATTERN_NEED:
		return;
	default:
		break;
	}
	if (w->seen[hit->id] == w->post)
		return;
	w->seen[hit->id] = w->post;
	if (p->kind == FR_PATTERN_TERM) {
		tally_add(&w->categories[p->owner], p->weight);
	} else if (!denies(rules, p)) {
		tally_add(&w->gates[p->owner], p->weight);
		if (p->weight > 0)
			fr_gate_set_add(&w->found, p->owner);
	}
	add_piece(w, p->rule, p->weight, p->kind == FR_PATTERN_GATE, p->owner, hit->first, hit->last);
}

/* The words that a denial reaches: of its own sentence, and no more of them than its weight says. */
static struct fr_span reach(const struct fr_weighing *w, const struct fr_hit *hit, size_t words, bool before)
{
	struct fr_span span = {hit->first, hit->last};

	for (; before && words > 0 && span.first > 0 && !w->fold.words[span.first].sentence; words--)
		span.first--;
	for (; !before && words > 0 && span.last + 1 < w->fold.n_words && !w->fold.words[span.last + 1].sentence;
	     words--)
		span.last++;
	return span;
}

/* What is denied is known before anything counts. A longer cue without weight takes a shorter one in it back. */
static void deny(struct fr_weighing *w, const struct fr_rules *rules)
{
	uint32_t from[FR_GATES_MAX];

	w->n_denied = 0;
	w->struck = false;
	if (!rules->any_denial)
		return;
	memset(from, 0xff, sizeof(from));
	for (size_t i = w->n_hits; i-- > 0 && w->n_denied < FR_DENIED_MAX;) {
		const struct fr_hit *hit = &w->hits[i];
		const struct fr_pattern *p = pattern_of(rules, hit);
		size_t longest = i;

		if (!denies(rules, p))
			continue;
		/* of those that end here the longest comes first */
		while (longest > 0 && w->hits[longest - 1].last == hit->last)
			longest--;
		for (; longest < i; longest++)
			if (denies(rules, pattern_of(rules, &w->hits[longest])))
				break;
		if (longest < i && w->hits[longest].first < hit->first &&
		    pattern_of(rules, &w->hits[longest])->owner == p->owner)
			continue;
		if (hit->first >= from[p->owner])
			continue;
		from[p->owner] = hit->first;
		if (p->weight <= 0)
			continue;
		w->denied[w->n_denied++] =
			reach(w, hit, (size_t)p->weight, rules->gates[p->owner].effect == FR_GATE_NOT_BEFORE);
		add_piece(w, p->rule, p->weight, true, p->owner, hit->first, hit->last);
	}
}

/* Masks first: a hit inside one that ends with it comes before it in the order of hits. */
static void count_hits(struct fr_weighing *w, const struct fr_rules *rules)
{
	static const uint8_t passes[2][FR_PATTERN_NEED + 1] = {
		[0] = {[FR_PATTERN_MASK] = 1},
		[1] = {[FR_PATTERN_TERM] = 1, [FR_PATTERN_STEM] = 1, [FR_PATTERN_GATE] = 1},
	};
	struct cover cover;
	size_t end = w->n_hits;

	deny(w, rules);
	memset(&cover, 0xff, sizeof(cover));
	while (end > 0) {
		size_t start = end - 1;

		while (start > 0 && w->hits[start - 1].last == w->hits[end - 1].last)
			start--;
		for (size_t pass = 0; pass < 2; pass++) {
			for (size_t i = start; i < end; i++) {
				const struct fr_hit *hit = &w->hits[i];
				const struct fr_pattern *p = pattern_of(rules, hit);

				if (passes[pass][p->kind] && !is_mention(w, hit) && cover_hit(&cover, p, hit))
					count_hit(w, rules, hit);
			}
		}
		end = start;
	}
}

/* Words between two runs of words; -1 if they share one. */
static int64_t gap(uint32_t a_first, uint32_t a_last, uint32_t b_first, uint32_t b_last)
{
	if (a_last < b_first)
		return (int64_t)b_first - a_last;
	if (b_last < a_first)
		return (int64_t)a_first - b_last;
	return -1;
}

static void count_combo(struct fr_weighing *w, const struct fr_combo *combo)
{
	const struct fr_stem_hits *a = &w->stems[combo->a], *b = &w->stems[combo->b];
	int64_t best = (int64_t)combo->window + 1;
	uint32_t first = 0, last = 0;

	for (size_t i = 0; i < a->n; i++) {
		for (size_t k = 0; k < b->n; k++) {
			int64_t d = gap(a->first[i], a->last[i], b->first[k], b->last[k]);

			if (d < 0 || d >= best)
				continue;
			best = d;
			first = a->first[i] < b->first[k] ? a->first[i] : b->first[k];
			last = a->last[i] > b->last[k] ? a->last[i] : b->last[k];
		}
	}
	if (best > combo->window)
		return;
	tally_add(&w->categories[combo->category], combo->weight);
	add_piece(w, combo->rule, combo->weight, false, combo->category, first, last);
}

static int by_end(const void *a, const void *b)
{
	const struct fr_hit *x = a, *y = b;

	if (x->last != y->last)
		return x->last < y->last ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* An expression is tried where one of the words that it needs stands, once a post. */
static void try_expression(struct fr_weighing *w, const struct fr_rules *rules, size_t index)
{
	size_t start, end;
	struct fr_hit hit = {.id = (uint32_t)(rules->n_patterns + index)};

	if (w->tried[index] == w->post || w->n_more >= FR_CLASSIFY_HITS_MAX)
		return;
	w->tried[index] = w->post;
	if (!fr_expressions_match(rules->expressions, index, w->fold.text, w->fold.len, &start, &end))
		return;
	while (start < end && w->fold.text[start] == ' ')
		start++;
	while (end > start && w->fold.text[end - 1] == ' ')
		end--;
	if (start == end)
		return;
	hit.first = (uint32_t)fr_folded_word_at(&w->fold, start);
	hit.last = (uint32_t)fr_folded_word_at(&w->fold, end - 1);
	w->more[w->n_more++] = hit;
}

static void try_expressions(struct fr_weighing *w, const struct fr_rules *rules)
{
	size_t n = w->n_more;

	if (rules->n_found == 0)
		return;
	for (size_t i = 0; i < w->n_spelt; i++)
		if (rules->patterns[w->spelt[i].id].kind == FR_PATTERN_NEED)
			try_expression(w, rules, rules->patterns[w->spelt[i].id].owner);
	for (size_t i = 0; i < n; i++)
		if (rules->patterns[w->more[i].id].kind == FR_PATTERN_NEED)
			try_expression(w, rules, rules->patterns[w->more[i].id].owner);
}

/* Both kinds of hits in one order. */
static void merge_hits(struct fr_weighing *w)
{
	size_t a = 0, b = 0;

	if (w->n_more > 1)
		qsort(w->more, w->n_more, sizeof(*w->more), by_end);
	w->n_hits = 0;
	while (a < w->n_spelt || b < w->n_more) {
		if (b == w->n_more || (a < w->n_spelt && by_end(&w->spelt[a], &w->more[b]) <= 0))
			w->hits[w->n_hits++] = w->spelt[a++];
		else
			w->hits[w->n_hits++] = w->more[b++];
	}
}

static void find_all(struct fr_weighing *w, const struct fr_rules *rules)
{
	w->n_spelt = w->n_more = 0;
	fr_matcher_scan(rules->matcher, &w->view.folded, keep_hit, w);
	w->n_more = fr_sounds_scan(rules->sounds, &w->view.folded, w->more, FR_CLASSIFY_HITS_MAX);
	try_expressions(w, rules);
	merge_hits(w);
}

void fr_classify_weigh(struct fr_weighing *w, const struct fr_rules *rules, const char *text, size_t len)
{
	memset(w->categories, 0, rules->n_categories * sizeof(*w->categories));
	memset(w->gates, 0, rules->n_gates * sizeof(*w->gates));
	memset(&w->found, 0, sizeof(w->found));
	for (size_t i = 0; i < rules->n_sets; i++)
		w->stems[i].n = 0;
	w->n_pieces = 0;
	if (++w->post == 0) {
		memset(w->seen, 0, (rules->n_patterns + rules->n_found) * sizeof(*w->seen));
		memset(w->tried, 0, rules->n_found * sizeof(*w->tried));
		w->post = 1;
	}
	fr_fold(&w->fold, text, len);
	fr_same_apply(rules->same, &w->fold, &w->view);
	find_all(w, rules);
	count_hits(w, rules);
	for (size_t i = 0; i < rules->n_combos; i++)
		if (w->stems[rules->combos[i].a].n && w->stems[rules->combos[i].b].n)
			count_combo(w, &rules->combos[i]);
}
