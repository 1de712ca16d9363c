/*
 * gazetteer.h: the places of a pack, whose ground they are, and the names that lead to them.
 *
 * Owns: areas (police districts, railway police districts, other states), places (districts, subdivisions, towns,
 * blocks, stations), pincodes, handles, and the lexicon with every spelling. Knows: the tables of fr-places(5).
 * Names go in as they are spelt in the tables, joined (Bodhgaya), and, where they end as names do, as two words
 * (Gopal Ganj); the phonetic door stands beside.
 * Cost (the pack for Bihar): 6,600 nodes and 2,500 places are read in 7 ms and take 1 MB. Read-only once loaded.
 */
#ifndef FR_ROUTE_GAZETTEER_H
#define FR_ROUTE_GAZETTEER_H
#include <stdbool.h>
#include <stdint.h>
#include "core/error.h"
#include "route/cues.h"
#include "route/guards.h"
#include "route/lexicon.h"
#include "route/outlines.h"

#define FR_NO_AREA   0 /* areas and places are numbered from 1 */
#define FR_AREAS_MAX 512

enum fr_area_kind { FR_AREA_DISTRICT, FR_AREA_RAIL, FR_AREA_OUTSIDE };

struct fr_area {
	const char *id; /* "siwan", "rail-patna", "uttar-pradesh" */
	const char *name;
	const char *range; /* id of its police range, "" if none */
	enum fr_area_kind kind;
	uint16_t parent; /* the district that it is carved from, itself if none */
	uint16_t rail;   /* its railway police district */
	bool seat;       /* holds the state's capital: courts and offices are named with it */
	bool country;    /* outside, and not a state of the country */
};

enum fr_site_kind {
	FR_SITE_DISTRICT,
	FR_SITE_SUBDIVISION,
	FR_SITE_TOWN,
	FR_SITE_BLOCK,
	FR_SITE_STATION,
	FR_SITE_RAIL, /* a railway police station */
	FR_SITE_STATE,
	FR_SITE_COUNTRY,
	FR_SITE_CITY /* of another state */
};

/* For a name that the state has too: is the place outside meant? */
enum fr_prior { FR_PRIOR_STRONG, FR_PRIOR_EVEN, FR_PRIOR_WEAK };

struct fr_site {
	const char *id; /* of its table: "siwan/mairwa", "2119" */
	const char *name;
	const char *subdivision; /* of a station: id, "" if not known */
	uint16_t area;
	uint16_t rail;      /* of a railway police station: its railway police district; area is the land's */
	uint16_t namesakes; /* other districts with a village of that name */
	uint8_t kind;       /* enum fr_site_kind */
	uint8_t bare;       /* kind of bare name of a station, 0: none */
	uint8_t prior;      /* enum fr_prior, for places outside */
};

struct fr_ref {
	uint32_t place;
	uint32_t next; /* 0: last */
};

struct fr_pincode {
	uint32_t pin;
	uint16_t area;
	uint16_t share; /* of its post offices, in hundredths */
};

struct fr_handle {
	const char *name; /* lower case */
	uint16_t area;    /* FR_NO_AREA: of the whole state */
	float weight;
};

enum fr_code_kind { FR_CODE_VEHICLE, FR_CODE_TELEPHONE };

struct fr_code {
	const char *code; /* lower case */
	uint8_t len;
	uint8_t kind; /* enum fr_code_kind */
	uint16_t area;
};

struct fr_gazetteer {
	struct fr_lexicon lex;
	struct fr_bare_kinds bare;
	struct fr_strlist endings;
	struct fr_guards *guards;
	struct fr_outlines *outlines; /* NULL: the pack has none */
	struct fr_area areas[FR_AREAS_MAX];
	size_t n_areas;
	struct fr_site *places;
	size_t n_places, cap_places;
	struct fr_ref *refs;
	size_t n_refs, cap_refs;
	struct fr_pincode *pincodes; /* by pin, then area */
	size_t n_pincodes, cap_pincodes;
	struct fr_handle *handles;
	size_t n_handles, cap_handles;
	struct fr_code *codes;
	size_t n_codes, cap_codes;
	struct fr_strlist revenue; /* ids of districts.tsv */
	struct fr_arena arena;
};

/*
 * Read the tables in the folder places of a pack. overlay: a table of corrections (fr-places(5), CORRECTIONS) or NULL.
 * FR_FATAL: a file is missing, a row is bad or names what is not there; err says file, line and reason.
 */
int fr_gazetteer_load(const char *pack, const char *overlay, struct fr_gazetteer **ret, struct fr_error *err);
void fr_gazetteer_free(struct fr_gazetteer *gaz);

/* An area by its id, FR_NO_AREA if there is none; a station by its id, 0 if there is none. */
uint16_t fr_gazetteer_area(const struct fr_gazetteer *gaz, const char *id, size_t len);
uint32_t fr_gazetteer_station(const struct fr_gazetteer *gaz, const char *id, size_t len);

/* The rows of a pincode: the first, and how many; NULL if it is not in the table. */
const struct fr_pincode *fr_gazetteer_pincode(const struct fr_gazetteer *gaz, uint32_t pin, size_t *ret_n);

const struct fr_handle *fr_gazetteer_handle(const struct fr_gazetteer *gaz, const char *name, size_t len);

/* The district of a registration series or a trunk code, FR_NO_AREA if there is none. */
uint16_t fr_gazetteer_code(const struct fr_gazetteer *gaz, enum fr_code_kind kind, const char *code, size_t len);

/* Short word for a kind of place in reasons: "district", "station", "city". */
const char *fr_site_kind_name(enum fr_site_kind kind);
#endif
