/*
 * Villages in a district that is known: names beside a word for village, their blocks, and the stations called after
 * those. Nothing says which station a village belongs to, so the stations are candidates only.
 */
#include <string.h>
#include "route/weigh_priv.h"

#define NAME_WORDS   2 /* words of a village's name */
#define NAME_MAX_LEN 96
#define CUES_MAX     4 /* words for village that are looked around */

/* Does a place that was understood stand on this word? */
static bool is_taken(const struct fr_scan *scan, uint32_t word)
{
	for (size_t i = 0; i < scan->n_mentions; i++) {
		const struct fr_mention *m = &scan->mentions[i];
		if (!m->dropped && !m->ambiguous && m->source == FR_SOURCE_TEXT && m->door <= FR_DOOR_SOUND &&
		    word >= m->first && word <= m->last)
			return true;
	}
	return false;
}

/* The words first to last as one name; 0: they are none. */
static size_t join(const struct fr_scan *scan, uint32_t first, uint32_t last, char name[NAME_MAX_LEN])
{
	const struct fr_view *view = &scan->views[FR_SOURCE_TEXT];
	size_t n = 0;

	for (uint32_t i = first; i <= last; i++) {
		const struct fr_word *w = &view->folded.words[i];

		if (w->kind != FR_WORD_PLAIN || (i > first && w->clause) || view->cues[i] || is_taken(scan, i) ||
		    w->fold_len > NAME_MAX_LEN - n)
			return 0;
		memcpy(name + n, view->folded.text + w->fold_off, w->fold_len);
		n += w->fold_len;
	}
	return n;
}

static void add_blocks(const struct fr_gazetteer *gaz, struct fr_finding *f, uint32_t first, uint32_t last,
		       const uint32_t *blocks, size_t n)
{
	for (size_t i = 0; i < n && f->n_villages < FR_VILLAGE_ANSWERS; i++) {
		f->villages[f->n_villages++] = (struct fr_village){first, last, blocks[i]};
		for (uint32_t k = 1; k < gaz->n_places; k++)
			if (gaz->places[k].block == blocks[i] && gaz->places[k].kind == FR_SITE_STATION)
				fr_add_other(f, f->area, k, f->confidence / 2 / (double)n, "village");
	}
}

static bool look_up(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f, uint32_t first,
		    uint32_t last)
{
	uint32_t blocks[FR_VILLAGE_ANSWERS];
	char name[NAME_MAX_LEN];
	size_t len = join(scan, first, last, name);
	size_t n = len ? fr_villages_find(gaz->villages, f->area, name, len, blocks) : 0;

	add_blocks(gaz, f, first, last, blocks, n);
	return n != 0;
}

/* "Rampur gaon", "gaon Rampur": the longer name first, on the side before the word and then on that behind it. */
static void look_around(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f, uint32_t cue)
{
	const struct fr_folded *folded = &scan->views[FR_SOURCE_TEXT].folded;

	for (uint32_t n = NAME_WORDS; n; n--)
		if (cue >= n && !folded->words[cue].clause && look_up(scan, gaz, f, cue - n, cue - 1))
			return;
	for (uint32_t n = NAME_WORDS; n; n--)
		if (cue + n < folded->n_words && !folded->words[cue + 1].sentence &&
		    look_up(scan, gaz, f, cue + 1, cue + n))
			return;
}

void fr_find_villages(const struct fr_scan *scan, const struct fr_gazetteer *gaz, struct fr_finding *f)
{
	const struct fr_view *view = &scan->views[FR_SOURCE_TEXT];
	size_t n = 0;

	if (!gaz->villages)
		return;
	for (uint32_t i = 0; i < view->folded.n_words && n < CUES_MAX; i++)
		if (view->cues[i] & FR_CUE(VILLAGE)) {
			look_around(scan, gaz, f, i);
			n++;
		}
}
