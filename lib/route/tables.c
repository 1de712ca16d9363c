/*
 * Reading the tables of places. What their columns mean: fr-places(5).
 *
 * Order matters: cues and guards before names (endings; a guarded name has no other spellings), areas before what
 * stands in them. A guard may name what no table holds: it is then of no effect. An overlay is read first for the ids
 * that it takes over.
 */
#include "route/gazetteer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "pack/table.h"
#include "route/gazetteer_priv.h"

struct loader {
	struct fr_gazetteer *gaz;
	const char *folder; /* of the pack */
	const char *overlay;
	struct fr_strlist taken; /* ids that the overlay takes over */
};

typedef int row_fn(const struct fr_table *table, struct loader *loader, struct fr_error *err);

static int read_table(const char *path, const char *const *columns, row_fn *row, struct loader *loader,
		      struct fr_error *err)
{
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = row(table, loader, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}

static int read_file(const char *name, const char *const *columns, row_fn *row, struct loader *loader,
		     struct fr_error *err)
{
	char *path = fr_xasprintf("%s/places/%s", loader->folder, name);
	int rc = read_table(path, columns, row, loader, err);

	free(path);
	return rc;
}

static const char *keep(struct fr_gazetteer *gaz, const char *s)
{
	return fr_arena_dup(&gaz->arena, s, strlen(s));
}

static uint32_t add_place(struct fr_gazetteer *gaz, const struct fr_site *place)
{
	gaz->places = fr_grow(gaz->places, gaz->n_places, &gaz->cap_places, sizeof *gaz->places);
	gaz->places[gaz->n_places] = *place;
	return (uint32_t)gaz->n_places++;
}

/* The names in columns first (Latin), first + 1 (Devanagari) and variants. */
static int add_names(const struct fr_table *table, struct loader *loader, size_t first, size_t variants, uint32_t place,
		     struct fr_error *err)
{
	const char *name;
	size_t pos = 0, len;

	for (size_t i = first; i <= first + 1; i++) {
		name = fr_table_cell(table, i);
		if (*name && !fr_gazetteer_name(loader->gaz, name, strlen(name), place))
			return fr_table_fail(table, i, err, "'%s' has no word in it, or too many", name);
	}
	while (fr_cell_part(fr_table_cell(table, variants), ';', &pos, &name, &len))
		if (!fr_gazetteer_name(loader->gaz, name, len, place))
			return fr_table_fail(table, variants, err, "'%.*s' has no word in it, or too many", (int)len,
					     name);
	return FR_OK;
}

static int area_of(const struct fr_table *table, struct loader *loader, size_t column, uint16_t *ret,
		   struct fr_error *err)
{
	const char *id;
	int rc = fr_table_required(table, column, &id, err);

	if (rc != FR_OK)
		return rc;
	*ret = fr_gazetteer_area(loader->gaz, id, strlen(id));
	return *ret ? FR_OK : fr_table_fail(table, column, err, "no police district '%s'", id);
}

static int namesakes_of(const struct fr_table *table, size_t column, struct fr_site *place, struct fr_error *err)
{
	int64_t n = 0;
	int rc = FR_OK;

	if (*fr_table_cell(table, column))
		rc = fr_table_int(table, column, 0, 1000, &n, err);
	place->namesakes = (uint16_t)n;
	return rc;
}

/* An id that must not be there twice. */
static int new_area(const struct fr_table *table, struct loader *loader, struct fr_area **ret, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	const char *id;
	int rc = fr_table_required(table, 0, &id, err);

	if (rc != FR_OK)
		return rc;
	if (fr_gazetteer_area(gaz, id, strlen(id)))
		return fr_table_fail(table, 0, err, "'%s' is there twice", id);
	if (gaz->n_areas == FR_AREAS_MAX)
		return fr_table_fail(table, 0, err, "more than %d districts and states", FR_AREAS_MAX - 1);
	*ret = &gaz->areas[gaz->n_areas++];
	**ret = (struct fr_area){.id = keep(gaz, id), .range = ""};
	(*ret)->parent = (uint16_t)(gaz->n_areas - 1);
	return FR_OK;
}

static int revenue_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	const char *id;
	int rc = fr_table_required(table, 0, &id, err);

	if (rc == FR_OK)
		fr_strlist_add(&loader->gaz->revenue, id);
	return rc;
}

static bool is_revenue(const struct fr_gazetteer *gaz, const char *id)
{
	for (size_t i = 0; i < gaz->revenue.n; i++)
		if (strcmp(gaz->revenue.items[i], id) == 0)
			return true;
	return false;
}

enum { PD_ID, PD_KIND, PD_NAME, PD_NAME_HI, PD_REVENUE, PD_RANGE, PD_SEAT, PD_VARIANTS };

static int district_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	const char *revenue = fr_table_cell(table, PD_REVENUE);
	struct fr_site place = {.kind = FR_SITE_DISTRICT};
	struct fr_area *area = NULL;
	int kind, rc = fr_table_choice(table, PD_KIND, "territorial|railway", &kind, err);

	if (rc == FR_OK)
		rc = new_area(table, loader, &area, err);
	if (rc != FR_OK || !area)
		return rc;
	area->name = keep(gaz, fr_table_cell(table, PD_NAME));
	area->range = keep(gaz, fr_table_cell(table, PD_RANGE));
	area->kind = kind ? FR_AREA_RAIL : FR_AREA_DISTRICT;
	area->seat = *fr_table_cell(table, PD_SEAT) != '\0';
	if (kind)
		return FR_OK;
	if (!is_revenue(gaz, revenue))
		return fr_table_fail(table, PD_REVENUE, err, "no district '%s' in districts.tsv", revenue);
	place.id = area->id;
	place.name = area->name;
	place.area = (uint16_t)(gaz->n_areas - 1);
	return add_names(table, loader, PD_NAME, PD_VARIANTS, add_place(gaz, &place), err);
}

/* Once all areas are there: what each is carved from, and its railway police. */
static int district_links(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	const char *id = fr_table_cell(table, 0), *revenue = fr_table_cell(table, 1), *rail = fr_table_cell(table, 2);
	struct fr_area *area = &gaz->areas[fr_gazetteer_area(gaz, id, strlen(id))];
	uint16_t parent = fr_gazetteer_area(gaz, revenue, strlen(revenue));

	if (area->kind == FR_AREA_DISTRICT && parent)
		area->parent = parent;
	if (!*rail)
		return FR_OK;
	area->rail = fr_gazetteer_area(gaz, rail, strlen(rail));
	if (!area->rail || gaz->areas[area->rail].kind != FR_AREA_RAIL)
		return fr_table_fail(table, 2, err, "no railway police district '%s'", rail);
	return FR_OK;
}

enum { SUB_ID, SUB_NAME, SUB_NAME_HI, SUB_AREA, SUB_VARIANTS };

static int plain_row(const struct fr_table *table, struct loader *loader, enum fr_site_kind kind, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	struct fr_site place = {.kind = (uint8_t)kind};
	const char *id;
	int rc = fr_table_required(table, SUB_ID, &id, err);

	if (rc == FR_OK)
		rc = area_of(table, loader, SUB_AREA, &place.area, err);
	if (rc != FR_OK)
		return rc;
	place.id = keep(gaz, id);
	place.name = keep(gaz, fr_table_cell(table, SUB_NAME));
	return add_names(table, loader, SUB_NAME, SUB_VARIANTS, add_place(gaz, &place), err);
}

static int subdivision_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	return plain_row(table, loader, FR_SITE_SUBDIVISION, err);
}

static int town_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	return plain_row(table, loader, FR_SITE_TOWN, err);
}

static int block_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	int rc = plain_row(table, loader, FR_SITE_BLOCK, err);

	return rc == FR_OK ? namesakes_of(table, SUB_VARIANTS + 1, &loader->gaz->places[loader->gaz->n_places - 1], err)
			   : rc;
}

enum { ST_ID, ST_KIND, ST_NAME, ST_NAME_HI, ST_AREA, ST_GROUND, ST_SUBDIVISION, ST_BARE, ST_VARIANTS, ST_NAMESAKES };

static int add_station(const struct fr_table *table, struct loader *loader, int kind, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	const char *bare = fr_table_cell(table, ST_BARE), *id = fr_table_cell(table, ST_ID);
	struct fr_site place = {.kind = kind ? FR_SITE_RAIL : FR_SITE_STATION};
	int rc = area_of(table, loader, ST_AREA, kind ? &place.rail : &place.area, err);

	if (rc == FR_OK && kind)
		rc = area_of(table, loader, ST_GROUND, &place.area, err);
	if (rc == FR_OK && gaz->areas[place.area].kind != FR_AREA_DISTRICT)
		rc = fr_table_fail(table, kind ? ST_GROUND : ST_AREA, err, "not a territorial police district");
	if (rc == FR_OK)
		rc = namesakes_of(table, ST_NAMESAKES, &place, err);
	if (rc != FR_OK)
		return rc;
	place.bare = fr_bare_find(&gaz->bare, bare, strlen(bare));
	if (*bare && !place.bare)
		return fr_table_fail(table, ST_BARE, err, "no kind 'bare:%s' in cues.tsv", bare);
	if (fr_gazetteer_station(gaz, id, strlen(id)))
		return fr_table_fail(table, ST_ID, err, "'%s' is there twice", id);
	place.id = keep(gaz, id);
	place.name = keep(gaz, fr_table_cell(table, ST_NAME));
	place.subdivision = keep(gaz, fr_table_cell(table, ST_SUBDIVISION));
	return add_names(table, loader, ST_NAME, ST_VARIANTS, add_place(gaz, &place), err);
}

static bool is_taken(const struct loader *loader, const char *id)
{
	for (size_t i = 0; i < loader->taken.n; i++)
		if (strcmp(loader->taken.items[i], id) == 0)
			return true;
	return false;
}

static int station_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	const char *id;
	int kind, rc = fr_table_required(table, ST_ID, &id, err);

	if (rc == FR_OK)
		rc = fr_table_choice(table, ST_KIND, "territorial|railway|cyber|mahila|sc-st|traffic|special", &kind,
				     err);
	/* stations of one subject have no ground of their own: offices.h */
	if (rc != FR_OK || kind > 1 || is_taken(loader, id))
		return rc;
	return add_station(table, loader, kind, err);
}

static int overlay_ids(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	const char *id;
	int rc = fr_table_required(table, ST_ID, &id, err);

	if (rc == FR_OK)
		fr_strlist_add(&loader->taken, id);
	return rc;
}

static int overlay_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	int kind, rc = fr_table_choice(table, ST_KIND, "territorial|railway|none", &kind, err);

	if (rc != FR_OK || kind == 2)
		return rc;
	return add_station(table, loader, kind, err);
}

enum { OUT_ID, OUT_KIND, OUT_NAME, OUT_NAME_HI, OUT_STATE, OUT_PRIOR, OUT_VARIANTS };

static int outside_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	const char *state = fr_table_cell(table, OUT_STATE);
	struct fr_site place = {0};
	struct fr_area *area = NULL;
	int kind, prior, rc = fr_table_choice(table, OUT_KIND, "state|country|city", &kind, err);

	if (rc == FR_OK)
		rc = fr_table_choice(table, OUT_PRIOR, "strong|even|weak", &prior, err);
	if (rc == FR_OK && kind < 2) {
		rc = new_area(table, loader, &area, err);
		if (rc == FR_OK && area) {
			area->name = keep(gaz, fr_table_cell(table, OUT_NAME));
			area->kind = FR_AREA_OUTSIDE;
			area->country = kind == 1;
		}
	}
	if (rc != FR_OK)
		return rc;
	place.id = keep(gaz, fr_table_cell(table, OUT_ID));
	place.name = keep(gaz, fr_table_cell(table, OUT_NAME));
	place.kind = (uint8_t)(FR_SITE_STATE + kind);
	place.prior = (uint8_t)prior;
	place.area = fr_gazetteer_area(gaz, state, strlen(state));
	if (!place.area || gaz->areas[place.area].kind != FR_AREA_OUTSIDE)
		return fr_table_fail(table, OUT_STATE, err, "no state or country '%s' above", state);
	return add_names(table, loader, OUT_NAME, OUT_VARIANTS, add_place(gaz, &place), err);
}

static int pincode_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	struct fr_pincode row;
	int64_t pin;
	double share;
	int rc = fr_table_int(table, 0, 100000, 999999, &pin, err);

	if (rc == FR_OK)
		rc = area_of(table, loader, 1, &row.area, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 2, 0, 1, &share, err);
	if (rc != FR_OK)
		return rc;
	row.pin = (uint32_t)pin;
	row.share = (uint16_t)(share * 100 + 0.5);
	gaz->pincodes = fr_grow(gaz->pincodes, gaz->n_pincodes, &gaz->cap_pincodes, sizeof *gaz->pincodes);
	gaz->pincodes[gaz->n_pincodes++] = row;
	return FR_OK;
}

static int handle_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	struct fr_handle row = {0};
	const char *name;
	double weight;
	int rc = fr_table_required(table, 0, &name, err);

	if (rc == FR_OK && *fr_table_cell(table, 1))
		rc = area_of(table, loader, 1, &row.area, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 2, 0, 1, &weight, err);
	if (rc != FR_OK)
		return rc;
	row.name = keep(gaz, name);
	row.weight = (float)weight;
	gaz->handles = fr_grow(gaz->handles, gaz->n_handles, &gaz->cap_handles, sizeof *gaz->handles);
	gaz->handles[gaz->n_handles++] = row;
	return FR_OK;
}

static int code_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	struct fr_code row = {0};
	const char *code;
	int kind, rc = fr_table_choice(table, 0, "vehicle|telephone", &kind, err);

	if (rc == FR_OK)
		rc = fr_table_required(table, 1, &code, err);
	if (rc == FR_OK)
		rc = area_of(table, loader, 2, &row.area, err);
	if (rc != FR_OK)
		return rc;
	row.kind = (uint8_t)kind;
	row.len = (uint8_t)strlen(code);
	if (kind == FR_CODE_VEHICLE ? row.len != 4 : row.len < 3 || row.len > 5 || *code != '0')
		return fr_table_fail(table, 1, err, "'%s' is neither like br29 nor like 06154", code);
	if (fr_gazetteer_code(gaz, (enum fr_code_kind)kind, code, row.len))
		return fr_table_fail(table, 1, err, "'%s' is there twice", code);
	row.code = keep(gaz, code);
	gaz->codes = fr_grow(gaz->codes, gaz->n_codes, &gaz->cap_codes, sizeof *gaz->codes);
	gaz->codes[gaz->n_codes++] = row;
	return FR_OK;
}

static int near_word_row(const struct fr_table *table, struct loader *loader, struct fr_error *err)
{
	const char *word;
	uint32_t node;
	int rc = fr_table_required(table, 0, &word, err);

	if (rc != FR_OK)
		return rc;
	node = fr_lexicon_phrase(&loader->gaz->lex, word, strlen(word));
	if (!node)
		return fr_table_fail(table, 0, err, "'%s' has no word in it, or too many", word);
	loader->gaz->lex.nodes[node].not_place = true;
	return FR_OK;
}

static const char *const station_columns[] = {"id",      "kind",        "name_en", "name_hi",   "police_district",
					      "?ground", "subdivision", "?bare",   "?variants", "?namesakes",
					      NULL};

static const struct {
	const char *file;
	const char *columns[10];
	row_fn *row;
} tables[] = {
	{"districts.tsv", {"id"}, revenue_row},
	{"police_districts.tsv",
	 {"id", "kind", "name_en", "name_hi", "revenue_district", "range", "?seat", "variants"},
	 district_row},
	{"police_districts.tsv", {"id", "revenue_district", "rail"}, district_links},
	{"subdivisions.tsv", {"id", "name_en", "name_hi", "police_district", "variants"}, subdivision_row},
	{"towns.tsv", {"id", "name_en", "name_hi", "police_district", "variants"}, town_row},
	{"blocks.tsv", {"id", "name_en", "name_hi", "police_district", "variants", "namesakes"}, block_row},
	{"other_states.tsv", {"id", "kind", "name_en", "name_hi", "state", "prior", "variants"}, outside_row},
	{"pincodes.tsv", {"pincode", "police_district", "share"}, pincode_row},
	{"handles.tsv", {"handle", "police_district", "weight"}, handle_row},
	{"near_words.tsv", {"word"}, near_word_row},
};

static int by_pin(const void *a, const void *b)
{
	const struct fr_pincode *x = a, *y = b;

	return x->pin != y->pin ? (x->pin < y->pin ? -1 : 1) : (int)x->area - (int)y->area;
}

static int load_stations(struct loader *loader, struct fr_error *err)
{
	int rc = FR_OK;

	if (loader->overlay)
		rc = read_table(loader->overlay, station_columns, overlay_ids, loader, err);
	if (rc == FR_OK)
		rc = read_file("stations.tsv", station_columns, station_row, loader, err);
	if (rc == FR_OK && loader->overlay)
		rc = read_table(loader->overlay, station_columns, overlay_row, loader, err);
	return rc;
}

static uint16_t find_area(const void *areas, const char *id, size_t len)
{
	return fr_gazetteer_area(areas, id, len);
}

/* A table that a pack may do without: its path for the caller to free, NULL if it is not there. */
static char *optional(const struct loader *loader, const char *name)
{
	char *path = fr_xasprintf("%s/places/%s", loader->folder, name);

	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static const char *const code_columns[] = {"kind", "code", "police_district", NULL};

static int load_optional(struct loader *loader, struct fr_error *err)
{
	char *path = optional(loader, "outlines.tsv");
	int rc = FR_OK;

	if (path)
		rc = fr_outlines_load(path, find_area, loader->gaz, &loader->gaz->outlines, err);
	free(path);
	path = rc == FR_OK ? optional(loader, "codes.tsv") : NULL;
	if (path)
		rc = read_table(path, code_columns, code_row, loader, err);
	free(path);
	return rc;
}

static int load_all(struct loader *loader, struct fr_error *err)
{
	struct fr_gazetteer *gaz = loader->gaz;
	char *path = fr_xasprintf("%s/places/cues.tsv", loader->folder);
	int rc = fr_cues_load(path, &gaz->lex, &gaz->bare, &gaz->endings, err);

	free(path);
	if (rc == FR_OK) {
		path = fr_xasprintf("%s/places/guards.tsv", loader->folder);
		rc = fr_guards_load(path, &gaz->lex, &gaz->guards, err);
		free(path);
	}
	for (size_t i = 0; rc == FR_OK && i < sizeof tables / sizeof *tables; i++)
		rc = read_file(tables[i].file, tables[i].columns, tables[i].row, loader, err);
	if (rc == FR_OK)
		rc = load_stations(loader, err);
	if (rc == FR_OK)
		rc = load_optional(loader, err);
	if (rc != FR_OK)
		return rc;
	if (gaz->n_pincodes)
		qsort(gaz->pincodes, gaz->n_pincodes, sizeof *gaz->pincodes, by_pin);
	return rc;
}

int fr_gazetteer_load(const char *pack, const char *overlay, struct fr_gazetteer **ret, struct fr_error *err)
{
	struct loader loader = {.folder = pack, .overlay = overlay};
	int rc;

	loader.gaz = fr_xcalloc(1, sizeof *loader.gaz);
	fr_lexicon_init(&loader.gaz->lex);
	/* number 0 is nobody's */
	loader.gaz->n_areas = 1;
	add_place(loader.gaz, &(struct fr_site){.id = "", .name = "", .subdivision = ""});
	loader.gaz->refs = fr_grow(NULL, 0, &loader.gaz->cap_refs, sizeof *loader.gaz->refs);
	loader.gaz->n_refs = 1;
	loader.gaz->areas[0] = (struct fr_area){.id = "", .name = "", .range = ""};
	rc = load_all(&loader, err);
	fr_strlist_free(&loader.taken);
	if (rc != FR_OK) {
		fr_gazetteer_free(loader.gaz);
		return rc;
	}
	*ret = loader.gaz;
	return FR_OK;
}
