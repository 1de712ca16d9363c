/*
 * cues.h: words around a place name that say what it is and what it has to do with the matter.
 *
 * Knows: the columns of places/cues.tsv (fr-places(5)) and the kinds in it. The words go into the lexicon.
 */
#ifndef FR_ROUTE_CUES_H
#define FR_ROUTE_CUES_H
#include "core/error.h"
#include "route/lexicon.h"

enum fr_cue_bit {
	CUE_STATION, /* thana, PS */
	CUE_DISTRICT,
	CUE_BLOCK,
	CUE_SUBDIVISION,
	CUE_VILLAGE,
	CUE_TOWN,
	CUE_RAIL_STATION,
	CUE_IN, /* behind the name, as IN to TO are; the prepositions of English stand before it */
	CUE_IN_BEFORE,
	CUE_AT,
	CUE_NEAR,
	CUE_NEAR_BEFORE,
	CUE_FROM,
	CUE_FROM_BEFORE,
	CUE_TO,
	CUE_TO_BEFORE,
	CUE_MOTION,
	CUE_OF,
	CUE_SKIP,
	CUE_POLICE,
	CUE_OFFICER,
	CUE_SEAT,
	CUE_HOSPITAL,
	CUE_TREATMENT,
	CUE_NATIVE,
	CUE_NATIVE_BEFORE,
	CUE_FOLK, /* a youth, a gang of that place */
	CUE_PERSON_BEFORE,
	CUE_PERSON_AFTER,
	CUE_AND,
	CUE_TRAIN,
	CUE_RAIL,
	CUE_RAIL_NEAR,
	CUE_HOME,
	CUE_MONEY,
	CUE_WORK,  /* somebody works or studies there */
	CUE_ROUTE, /* a road or border between places */
	CUE_ROAD,  /* a road or crossing called after where it leads */
	FR_CUES
};

#define FR_CUE(name) (UINT64_C(1) << CUE_##name)

/* The word of cues.tsv for a cue: fr_cue_name(CUE_STATION) is "station". */
const char *fr_cue_name(size_t cue);

/* What kind of place a name is. */
#define FR_CUES_TYPE                                                                                                   \
	(FR_CUE(STATION) | FR_CUE(DISTRICT) | FR_CUE(BLOCK) | FR_CUE(SUBDIVISION) | FR_CUE(VILLAGE) | FR_CUE(TOWN) |   \
	 FR_CUE(RAIL_STATION))

#define FR_BARE_MAX 64 /* kinds of bare station names, from 1 */

/* Names of the kinds of bare names, by number from 1. */
struct fr_bare_kinds {
	char *names[FR_BARE_MAX];
	size_t n; /* 1 more than there are */
};

/* The number of a kind of bare names; 0 if there is none of that name. */
uint8_t fr_bare_find(const struct fr_bare_kinds *kinds, const char *name, size_t len);
void fr_bare_free(struct fr_bare_kinds *kinds);

/*
 * Read the table at path into the lexicon. endings: how names end where they may be written as two words (Gopal Ganj);
 * the caller frees it. FR_FATAL: a kind that is not known, an empty cell.
 */
int fr_cues_load(const char *path, struct fr_lexicon *lex, struct fr_bare_kinds *bare, struct fr_strlist *endings,
		 struct fr_error *err);
#endif
