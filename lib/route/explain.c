/*
 * A route for people: the decision, the post with its places marked, what each place weighed and why, and what else it
 * might be. What does not count as a place after all is told too: that is what an analyst argues with.
 */
#include <string.h>
#include "core/time.h"
#include "route/route_priv.h"
#include "text/marked.h"
#include "text/width.h"

#define WEIGHT_COLUMNS 4
#define WORDS_COLUMNS  24
#define PLACE_COLUMNS  32
#define SAYS_COLUMNS   11

static const char *const door_words[] = {
	[FR_DOOR_NAME] = "name",       [FR_DOOR_SOUND] = "sound",     [FR_DOOR_PINCODE] = "pincode",
	[FR_DOOR_HANDLE] = "handle",   [FR_DOOR_VEHICLE] = "vehicle", [FR_DOOR_TELEPHONE] = "telephone",
	[FR_DOOR_POINT] = "geo_point", [FR_DOOR_THREAD] = "thread"};

static const char *const outcome_words[] = {[FR_OUTCOME_PLACED] = "",
					    [FR_OUTCOME_OUTSIDE] = "",
					    [FR_OUTCOME_NO_PLACE] = "no place is named: ask where it happened",
					    [FR_OUTCOME_WEAK] =
						    "what is named says too little of where it happened: ask",
					    [FR_OUTCOME_AMBIGUOUS] = "several places, and nothing settles which: ask"};

/* Where the words of a mention come from; no bytes: it has no words. */
static void mention_words(const struct fr_router *router, const struct fr_routing *post, const struct fr_mention *m,
			  const char **ret, size_t *ret_off, size_t *ret_len)
{
	*ret = NULL;
	*ret_off = *ret_len = 0;
	if (m->door == FR_DOOR_POINT || m->door == FR_DOOR_THREAD)
		return;
	*ret = post->given[m->source].bytes;
	fr_folded_source(&router->scan.views[m->source].folded, m->first, m->last, ret_off, ret_len);
}

static void put_text(const struct fr_router *router, const struct fr_routing *post, bool colour, struct fr_buf *out)
{
	const struct fr_given *text = &post->given[FR_SOURCE_TEXT];
	struct fr_range ranges[FR_MENTIONS_MAX];
	size_t n = 0, off, len;
	const char *bytes;

	if (!text->len)
		return;
	for (size_t i = 0; i < router->scan.n_mentions; i++) {
		const struct fr_mention *m = &router->scan.mentions[i];

		mention_words(router, post, m, &bytes, &off, &len);
		if (bytes && m->source == FR_SOURCE_TEXT && !m->dropped)
			ranges[n++] = (struct fr_range){off, off + len};
	}
	fr_buf_adds(out, "  ");
	fr_text_put_marked(out, text->bytes, text->len, ranges, n, colour);
	fr_buf_addc(out, '\n');
}

/* What the words beside a name say of it, "-" if nothing. */
static void put_cues(struct fr_buf *out, uint64_t cues)
{
	size_t before = out->len;

	for (size_t bit = 0; bit < FR_CUES; bit++)
		if (cues & (UINT64_C(1) << bit))
			fr_buf_addf(out, "%s%s", out->len > before ? " " : "", fr_cue_name(bit));
	if (out->len == before)
		fr_buf_addc(out, '-');
}

static void put_cell(struct fr_buf *out, struct fr_buf *cell, size_t columns)
{
	fr_width_put(out, fr_buf_str(cell), cell->len, columns, 1);
	fr_buf_addc(out, ' ');
	fr_buf_clear(cell);
}

static void put_row(const struct fr_router *router, const struct fr_routing *post, const struct fr_mention *m,
		    struct fr_buf *out)
{
	struct fr_buf cell = {0};
	const char *bytes;
	size_t off, len;

	if (m->dropped)
		fr_buf_addc(&cell, '-');
	else
		fr_json_put_fixed(&cell, m->weight, 2);
	fr_buf_adds(out, "  ");
	put_cell(out, &cell, WEIGHT_COLUMNS);
	mention_words(router, post, m, &bytes, &off, &len);
	if (bytes)
		fr_text_put_visible(&cell, bytes + off, len);
	put_cell(out, &cell, WORDS_COLUMNS);
	if (m->dropped)
		fr_buf_adds(&cell, "no place");
	else if (m->ambiguous || !m->area)
		fr_buf_adds(&cell, "one of several places");
	else
		fr_routing_put_place(&cell, router->gaz, m);
	put_cell(out, &cell, PLACE_COLUMNS);
	fr_buf_adds(&cell, fr_mention_word(m));
	put_cell(out, &cell, SAYS_COLUMNS);
	fr_buf_addf(&cell, "by %s; beside it: ", door_words[m->door]);
	put_cues(&cell, m->cues);
	fr_buf_add(out, cell.bytes, cell.len);
	fr_buf_addc(out, '\n');
	fr_buf_free(&cell);
}

static void put_decision(const struct fr_router *router, const struct fr_routing *post, struct fr_buf *out)
{
	const struct fr_gazetteer *gaz = router->gaz;
	const struct fr_finding *f = &post->finding;
	struct fr_ground ground = fr_routing_ground(router, post);

	if (post->id.len)
		fr_text_put_visible(out, post->id.bytes, post->id.len);
	else
		fr_buf_addc(out, '-');
	fr_buf_addf(out, "  %s", fr_routing_desk(post));
	if (ground.area)
		fr_buf_addf(out, "  %s", gaz->areas[ground.area].name);
	if (ground.station)
		fr_buf_addf(out, ", station %s", gaz->places[ground.station].name);
	if (ground.area) {
		fr_buf_adds(out, "  confidence ");
		fr_json_put_fixed(out, f->confidence, 2);
	} else {
		fr_buf_addf(out, ": %s", outcome_words[f->outcome]);
	}
	fr_buf_addc(out, '\n');
}

static void put_duty(const struct fr_router *router, const struct fr_routing *post, struct fr_buf *out)
{
	struct fr_ground ground = fr_routing_ground(router, post);
	int64_t due = fr_routing_due(post);

	if (post->finding.outcome != FR_OUTCOME_PLACED || post->idle)
		return;
	fr_buf_adds(out, "  act: ");
	fr_offices_list(router->offices, post->duty, &ground, out);
	if (due != FR_TIME_NONE) {
		fr_buf_adds(out, "  due ");
		fr_time_put_utc(out, due, 0, 0);
	}
	if (post->mode)
		fr_buf_addf(out, " (mode %s)", router->mode);
	fr_buf_addc(out, '\n');
	if (post->accused)
		fr_buf_adds(out,
			    "  the police of the place are complained of: one level up, and no copy to the station\n");
}

static void put_others(const struct fr_router *router, const struct fr_finding *f, struct fr_buf *out)
{
	for (size_t i = 0; i < f->n_others; i++) {
		const struct fr_candidate *c = &f->others[i];

		fr_buf_addf(out, "%s%s", i ? ", " : "  could be: ", router->gaz->areas[c->area].id);
		if (c->station)
			fr_buf_addf(out, " (%s)", router->gaz->places[c->station].name);
		fr_buf_addc(out, ' ');
		fr_json_put_fixed(out, c->confidence, 2);
		fr_buf_addf(out, " %s", c->why);
	}
	fr_buf_adds(out, f->n_others ? "\n" : "");
}

void fr_routing_explain(const struct fr_router *router, const struct fr_routing *post, bool colour, struct fr_buf *out)
{
	const struct fr_finding *f = &post->finding;

	put_decision(router, post, out);
	put_text(router, post, colour, out);
	put_duty(router, post, out);
	for (size_t i = 0; i < router->scan.n_mentions; i++)
		put_row(router, post, &router->scan.mentions[i], out);
	if (post->rail)
		fr_buf_adds(out, "  railway ground\n");
	for (size_t i = 0; i < f->n_villages; i++)
		fr_buf_addf(out, "  a village of that name lies in block %s\n",
			    router->gaz->places[f->villages[i].block].name);
	if (post->point && !post->point_known)
		fr_buf_adds(out, "  the coordinates are of no place that the pack knows\n");
	put_others(router, f, out);
	fr_buf_addc(out, '\n');
}
