/*
 * guards.h: names that are also words, people or other things, and what each needs before it counts as a place.
 *
 * Knows: the columns of places/guards.tsv (fr-places(5)). A guard sees the word before a name, the word behind it, and
 * the cues that stand with it; the rest is the caller's.
 */
#ifndef FR_ROUTE_GUARDS_H
#define FR_ROUTE_GUARDS_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "route/lexicon.h"

enum fr_need { FR_NEED_NONE, FR_NEED_CUE, FR_NEED_TYPE, FR_NEED_STATION, FR_NEED_NEVER };

struct fr_guards;

/* What a guard says of one mention. MAYBE: it hangs on need. */
enum fr_guard_answer { FR_GUARD_NO, FR_GUARD_YES, FR_GUARD_MAYBE };

/* Read the table at path; the names' nodes in the lexicon get their guard. FR_FATAL: a bad row. */
int fr_guards_load(const char *path, struct fr_lexicon *lex, struct fr_guards **ret, struct fr_error *err);
void fr_guards_free(struct fr_guards *guards);

enum fr_need fr_guard_need(const struct fr_guards *guards, unsigned guard);

/* before and behind: the folded words beside the name in the same clause, NULL if there is none. */
enum fr_guard_answer fr_guard_ask(const struct fr_guards *guards, unsigned guard, const char *before, size_t before_len,
				  const char *behind, size_t behind_len);
#endif
