/*
 * check.h: what is doubtful in the tables of places, for the office that corrects them.
 *
 * A bad row stops a run (tables.c). What is looked for here is well formed and may still be wrong, or is right and
 * worth knowing:
 *   duplicate    two places of one kind in one district with one name                                  fault
 *   orphan       a subdivision that no table knows, a block of another district; a police district without stations
 * fault pincode      the shares of a pincode do not add up to 1                                             fault
 *   no_hindi     a name without its Hindi form: it is found in Devanagari by its sound only             note
 *   short_name   a name of three letters or less that no guard watches                                  note
 *   common_word  a name that is also a word of cues.tsv or near_words.tsv, and no guard watches         note
 *   outside      a name that a place of another state has too                                           note
 *   shared       a name that places of several districts have: it needs its district beside it          note
 *   sounds_like  two names of different districts that meet by their sound                              note
 *   unused       a word of near_words.tsv for a place that is not in the tables                         note
 */
#ifndef FR_ROUTE_CHECK_H
#define FR_ROUTE_CHECK_H
#include "core/error.h"
#include "core/mem.h"

/*
 * Append a line for each finding to out: level, kind, id of the place, its name, what is found, with tabs between; and
 * a summary with the counts of each kind, behind #. *ret_faults: how many are faults. overlay may be NULL. FR_FATAL: a
 * table can't be read.
 */
int fr_places_check(const char *pack, const char *overlay, struct fr_buf *out, size_t *ret_faults,
		    struct fr_error *err);
#endif
