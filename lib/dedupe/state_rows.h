/* state_rows.h: rows of the state and what they are made of; between state.c and state_rows.c only. */
#ifndef FR_DEDUPE_STATE_ROWS_H
#define FR_DEDUPE_STATE_ROWS_H
#include <sqlite3.h>
#include <stdbool.h>
#include "dedupe/state.h"

struct fr_state {
	char *path;
	sqlite3 *db;
	int lock_fd;           /* -1: not held */
	uint32_t forms_serial; /* forms before this one have been saved */
	bool any_merged;       /* of the cases that were read */
};

/* The database's own words, with the file's name. */
int fr_state_fail(const struct fr_state *state, struct fr_error *err);
int fr_state_exec(const struct fr_state *state, const char *sql, struct fr_error *err);
int fr_state_prepare(const struct fr_state *state, const char *sql, sqlite3_stmt **ret, struct fr_error *err);

/* Read all. *ret is set, and the caller's, even if it fails in the middle. */
int fr_state_read(struct fr_state *state, const struct fr_cases_options *options, struct fr_cases **ret,
		  struct fr_error *err);

/* Write what has changed, inside a transaction of the caller's; then, when that has been committed, note it. */
int fr_state_write(struct fr_state *state, const struct fr_cases *cases, struct fr_error *err);
void fr_state_written(struct fr_state *state, struct fr_cases *cases);
#endif
