#include "route/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "pack/table.h"
#include "route/gazetteer.h"

#define SHORT_NAME 3    /* letters */
#define SHARE_SLIP 0.05 /* by which the shares of a pincode may miss 1: they are rounded */

enum kind { DUPLICATE, ORPHAN, PINCODE, NO_HINDI, SHORT, COMMON_WORD, OUTSIDE, SHARED, SOUNDS_LIKE, UNUSED, KINDS };

static const char *const kind_names[KINDS] = {"duplicate",   "orphan",  "pincode", "no_hindi",    "short_name",
					      "common_word", "outside", "shared",  "sounds_like", "unused"};

struct named {
	char *folded; /* words without blanks between; owned */
	uint32_t place;
	struct fr_sounds sounds;
	char key[FR_SOUNDS_MAX + 1]; /* empty: it says too little */
};

struct check {
	const char *pack;
	struct fr_gazetteer *gaz;
	struct fr_buf *out;
	size_t counts[KINDS];
	struct named *names;
	size_t n_names;
};

static const char *area_id(const struct check *c, const struct fr_site *place)
{
	return c->gaz->areas[place->area].id;
}

/* "fault	duplicate	siwan/x	X	" and what is said. */
static FR_PRINTF(5, 6) void tell(struct check *c, enum kind kind, const char *id, const char *name, const char *fmt,
				 ...)
{
	va_list args;
	char text[FR_ERROR_TEXT_MAX];

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	fr_buf_addf(c->out, "%s\t%s\t%s\t%s\t%s\n", kind <= PINCODE ? "fault" : "note", kind_names[kind], id, name,
		    text);
	c->counts[kind]++;
}

/* ---- names */

static void read_names(struct check *c)
{
	struct fr_folded folded = {0};
	const struct fr_gazetteer *gaz = c->gaz;

	c->names = fr_xcalloc(gaz->n_places, sizeof *c->names);
	for (uint32_t i = 1; i < gaz->n_places; i++) {
		struct named *named = &c->names[c->n_names++];
		struct fr_buf joined = {0};

		fr_fold(&folded, gaz->places[i].name, strlen(gaz->places[i].name));
		for (size_t w = 0; w < folded.n_words; w++)
			fr_buf_add(&joined, folded.text + folded.words[w].fold_off, folded.words[w].fold_len);
		named->folded = fr_xstrdup(joined.len ? fr_buf_str(&joined) : "");
		named->place = i;
		if (fr_sounds_read(named->folded, strlen(named->folded), &named->sounds))
			named->key[fr_sounds_key(&named->sounds, named->key)] = '\0';
		fr_buf_free(&joined);
	}
	fr_folded_free(&folded);
}

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_sound(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static bool is_ours(const struct fr_site *place)
{
	return place->kind < FR_SITE_STATE;
}

static void check_pair(struct check *c, const struct fr_site *a, const struct fr_site *b)
{
	if (a->kind == b->kind && a->area == b->area && is_ours(a))
		tell(c, DUPLICATE, b->id, b->name, "another %s of %s has the name: %s", fr_site_kind_name(a->kind),
		     area_id(c, a), a->id);
	else if (is_ours(a) != is_ours(b))
		tell(c, OUTSIDE, is_ours(a) ? a->id : b->id, a->name, "also %s", is_ours(a) ? b->id : a->id);
}

/* A run of places with one name: [from, to). */
static void check_namesakes(struct check *c, size_t from, size_t to)
{
	const struct fr_gazetteer *gaz = c->gaz;
	const struct fr_site *first = &gaz->places[c->names[from].place];
	struct fr_buf areas = {0};
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const struct fr_site *a = &gaz->places[c->names[i].place];
		bool again = !is_ours(a);

		for (size_t k = from; k < i; k++) {
			const struct fr_site *b = &gaz->places[c->names[k].place];

			check_pair(c, b, a);
			again |= is_ours(b) && a->area == b->area;
		}
		if (!again)
			fr_buf_addf(&areas, "%s%s", n++ ? " " : "", area_id(c, a));
	}
	if (n > 1 && !first->bare)
		tell(c, SHARED, first->id, first->name, "in %s", fr_buf_str(&areas));
	fr_buf_free(&areas);
}

static void check_spellings(struct check *c)
{
	qsort(c->names, c->n_names, sizeof *c->names, by_name);
	for (size_t from = 0, to; from < c->n_names; from = to) {
		for (to = from + 1; to < c->n_names && !strcmp(c->names[to].folded, c->names[from].folded);)
			to++;
		if (to > from + 1 && *c->names[from].folded)
			check_namesakes(c, from, to);
	}
}

static void check_sounds(struct check *c)
{
	qsort(c->names, c->n_names, sizeof *c->names, by_sound);
	for (size_t i = 0; i < c->n_names; i++) {
		const struct named *a = &c->names[i];
		const struct fr_site *place = &c->gaz->places[a->place];

		for (size_t k = i + 1; *a->key && k < c->n_names && !strcmp(a->key, c->names[k].key); k++) {
			const struct named *b = &c->names[k];
			const struct fr_site *other = &c->gaz->places[b->place];

			if (place->area != other->area && strcmp(a->folded, b->folded) != 0 &&
			    fr_sounds_meet(&a->sounds, &b->sounds))
				tell(c, SOUNDS_LIKE, place->id, place->name, "%s of %s", other->name,
				     area_id(c, other));
		}
	}
}

/* A name that is a word too, or so short that it may be one, and nothing watches it. */
static void check_words(struct check *c)
{
	struct fr_lexicon *lex = &c->gaz->lex;

	for (uint32_t i = 1; i < c->gaz->n_places; i++) {
		const struct fr_site *place = &c->gaz->places[i];
		uint32_t at = fr_lexicon_phrase(lex, place->name, strlen(place->name));
		const struct fr_lex_node *node = &lex->nodes[at];

		if (!at || node->guard || node->bare || !is_ours(place))
			continue;
		if (node->cues || node->not_place)
			tell(c, COMMON_WORD, place->id, place->name, "in %s",
			     node->cues ? "cues.tsv" : "near_words.tsv");
		else if (node->parent == FR_LEX_ROOT && node->word_len <= SHORT_NAME)
			tell(c, SHORT, place->id, place->name, "no guard in guards.tsv");
	}
}

/* ---- what belongs to what */

static bool has_place(const struct fr_gazetteer *gaz, enum fr_site_kind kind, const char *id)
{
	for (uint32_t i = 1; i < gaz->n_places; i++)
		if (gaz->places[i].kind == kind && !strcmp(gaz->places[i].id, id))
			return true;
	return false;
}

static void check_stations(struct check *c)
{
	const struct fr_gazetteer *gaz = c->gaz;

	for (uint32_t i = 1; i < gaz->n_places; i++) {
		const struct fr_site *place = &gaz->places[i];

		if (place->kind != FR_SITE_STATION)
			continue;
		if (*place->subdivision && !has_place(gaz, FR_SITE_SUBDIVISION, place->subdivision))
			tell(c, ORPHAN, place->id, place->name, "no subdivision '%s' in subdivisions.tsv",
			     place->subdivision);
		if (place->block && gaz->places[place->block].area != place->area)
			tell(c, ORPHAN, place->id, place->name, "its block %s lies in %s", gaz->places[place->block].id,
			     area_id(c, &gaz->places[place->block]));
	}
}

static void check_areas(struct check *c)
{
	const struct fr_gazetteer *gaz = c->gaz;

	for (uint16_t area = 1; area < gaz->n_areas; area++) {
		size_t stations = 0;

		if (gaz->areas[area].kind == FR_AREA_OUTSIDE)
			continue;
		for (uint32_t i = 1; i < gaz->n_places; i++)
			stations += (gaz->places[i].kind == FR_SITE_STATION && gaz->places[i].area == area) ||
				    (gaz->places[i].kind == FR_SITE_RAIL && gaz->places[i].rail == area);
		if (!stations)
			tell(c, ORPHAN, gaz->areas[area].id, gaz->areas[area].name, "no station in stations.tsv");
	}
}

static void check_pincodes(struct check *c)
{
	const struct fr_gazetteer *gaz = c->gaz;

	for (size_t i = 0, k; i < gaz->n_pincodes; i = k) {
		unsigned share = 0;
		char pin[16];

		for (k = i; k < gaz->n_pincodes && gaz->pincodes[k].pin == gaz->pincodes[i].pin; k++)
			share += gaz->pincodes[k].share;
		if (share >= 100 * (1 - SHARE_SLIP) && share <= 100 * (1 + SHARE_SLIP))
			continue;
		snprintf(pin, sizeof pin, "%u", (unsigned)gaz->pincodes[i].pin);
		tell(c, PINCODE, pin, "", "its shares make %u hundredths", share);
	}
}

/* ---- tables, row by row */

typedef void row_fn(struct check *c, const struct fr_table *table);

static int each_row(struct check *c, const char *name, const char *const *columns, row_fn *row, struct fr_error *err)
{
	char *path = fr_xasprintf("%s/places/%s", c->pack, name);
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	free(path);
	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK)
		row(c, table);
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}

static void hindi_row(struct check *c, const struct fr_table *table)
{
	const char *kind = fr_table_cell(table, 3);

	/* stations of one subject are not looked for in texts */
	if (*fr_table_cell(table, 2) || (*kind && !strstr("territorial railway state country city", kind)))
		return;
	tell(c, NO_HINDI, fr_table_cell(table, 0), fr_table_cell(table, 1), "line %u of its table",
	     fr_table_line(table));
}

static void sounds_like_row(struct check *c, const struct fr_table *table)
{
	const char *id = fr_table_cell(table, 1);

	for (uint32_t i = 1; i < c->gaz->n_places; i++)
		if (!strcmp(c->gaz->places[i].id, id))
			return;
	if (*id)
		tell(c, UNUSED, id, fr_table_cell(table, 0), "line %u of near_words.tsv: no such place",
		     fr_table_line(table));
}

static int check_tables(struct check *c, struct fr_error *err)
{
	static const char *const files[] = {"police_districts.tsv", "subdivisions.tsv", "towns.tsv",
					    "blocks.tsv",           "stations.tsv",     "other_states.tsv"};
	static const char *const columns[] = {"id", "name_en", "name_hi", "?kind", NULL};
	static const char *const near_columns[] = {"word", "?sounds_like", NULL};
	int rc = FR_OK;

	for (size_t i = 0; rc == FR_OK && i < sizeof files / sizeof *files; i++)
		rc = each_row(c, files[i], columns, hindi_row, err);
	return rc == FR_OK ? each_row(c, "near_words.tsv", near_columns, sounds_like_row, err) : rc;
}

static void put_summary(struct check *c, size_t *ret_faults)
{
	*ret_faults = 0;
	fr_buf_addf(c->out, "# %zu places, %zu districts and states:", c->gaz->n_places - 1, c->gaz->n_areas - 1);
	for (size_t i = 0; i < KINDS; i++) {
		fr_buf_addf(c->out, " %s %zu", kind_names[i], c->counts[i]);
		*ret_faults += i <= PINCODE ? c->counts[i] : 0;
	}
	fr_buf_adds(c->out, "\n");
}

int fr_places_check(const char *pack, const char *overlay, struct fr_buf *out, size_t *ret_faults, struct fr_error *err)
{
	struct check c = {.pack = pack, .out = out};
	int rc = fr_gazetteer_load(pack, overlay, &c.gaz, err);

	if (rc != FR_OK)
		return rc;
	read_names(&c);
	check_spellings(&c);
	check_stations(&c);
	check_areas(&c);
	check_pincodes(&c);
	rc = check_tables(&c, err);
	check_words(&c);
	check_sounds(&c);
	if (rc == FR_OK)
		put_summary(&c, ret_faults);
	for (size_t i = 0; i < c.n_names; i++)
		free(c.names[i].folded);
	free(c.names);
	fr_gazetteer_free(c.gaz);
	return rc;
}
