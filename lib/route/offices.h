/*
 * offices.h: which office acts on a category, who gets a copy, and by when.
 *
 * An office is named by its kind and, after a colon, where it is: "station:siwan/mairwa", "sp:siwan", "cyber:siwan",
 * "range:saran", "grp:rail-patna", "vigilance". Knows: offices.tsv, duties.tsv and modes.tsv of fr-places(5).
 * Where the police are complained of, the office is one level above them, and the station has no part in it.
 */
#ifndef FR_ROUTE_OFFICES_H
#define FR_ROUTE_OFFICES_H
#include <stdbool.h>
#include "core/error.h"
#include "core/mem.h"
#include "route/gazetteer.h"

#define FR_OFFICES_MAX 6 /* offices of one duty */

enum fr_scope {
	FR_SCOPE_STATION,
	FR_SCOPE_SUBDIVISION,
	FR_SCOPE_DISTRICT,
	FR_SCOPE_RANGE,
	FR_SCOPE_RAIL,
	FR_SCOPE_STATE
};

struct fr_office {
	const char *id;
	enum fr_scope scope;
};

/* Whose desk a duty is: that of the ground it lies on, railway or not; the district's always; the state's. */
enum fr_duty_desk { FR_DUTY_GROUND, FR_DUTY_DISTRICT, FR_DUTY_STATE };

struct fr_duty {
	const char *category;
	const struct fr_office *first; /* NULL: nobody acts */
	const struct fr_office *copy[FR_OFFICES_MAX];
	size_t n_copy;
	enum fr_duty_desk desk;
	int64_t limit_minutes; /* of the mode: no answer may take longer; 0: no limit */
	bool mode;             /* the mode has changed it */
};

struct fr_offices;

/*
 * Read the tables of a pack. mode: NULL, or a mode of modes.tsv that changes the duties. FR_FATAL: a file is missing, a
 * row is bad or names what is not there, there is no such mode.
 */
int fr_offices_load(const char *pack, const char *mode, struct fr_offices **ret, struct fr_error *err);
void fr_offices_free(struct fr_offices *offices);

/* The duty of a category; that of "*" for NULL and for one that has no row. */
const struct fr_duty *fr_offices_duty(const struct fr_offices *offices, const char *category, size_t len);

/* Where a record was placed, and what of it decides the offices. */
struct fr_ground {
	const struct fr_gazetteer *gaz;
	uint16_t area;    /* police district; a railway one if rail */
	uint16_t land;    /* police district of the ground */
	uint32_t station; /* place, 0: not known */
	bool rail;
	bool accused; /* the police of the place are complained of */
};

/* Append "office" and "copy_to" as members to out. Nothing is appended if nobody acts. */
void fr_offices_put(const struct fr_offices *offices, const struct fr_duty *duty, const struct fr_ground *ground,
		    struct fr_buf *out);

/* The same for people: "station:siwan/mairwa; copy to sp:siwan". */
void fr_offices_list(const struct fr_offices *offices, const struct fr_duty *duty, const struct fr_ground *ground,
		     struct fr_buf *out);
#endif
