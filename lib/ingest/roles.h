/*
 * roles.h: what stands in a table's cell, or under a path of JSON, put into the member of the record that it is for.
 *
 * Roles: columns.h. Several columns may make up a text (a line each) or a place (with commas between).
 */
#ifndef FR_INGEST_ROLES_H
#define FR_INGEST_ROLES_H
#include "ingest/columns.h"
#include "ingest/digest.h"
#include "ingest/draft.h"

#define FR_EXACT_DIGITS 15 /* that a double, and so a spreadsheet, keeps */

/*
 * A spreadsheet has made a number of the id, and rounded it: 1.58E+18, or two and more zeros in place of the digits
 * behind the fifteenth (one zero alone is more often true than not).
 */
bool fr_id_is_rounded(struct fr_str id);

/*
 * Put what is no time. name: of the column. cell: not empty, stays as long as the post. False: it can't be what the
 * role says (an id with blanks in it, or one that a spreadsheet has rounded; no coordinate), and belongs into form.
 */
bool fr_role_put(struct fr_draft *post, const char *platform, enum fr_role role, const char *name, struct fr_str cell);

/* An id for a post without one: a hash over who, when, what and where. */
void fr_role_put_id(struct fr_draft *post, const char *platform, struct fr_twins *twins);
#endif
