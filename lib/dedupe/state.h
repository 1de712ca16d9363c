/*
 * state.h: the cases kept in a file from run to run, so that cron runs of an hour continue one another.
 *
 * A SQLite database on a local disk (WAL, synchronous FULL, application_id and user_version checked). All of it is read
 * when it is opened and what has changed is written in one transaction when the run's output has been delivered: a
 * crash before that leaves the state as it was, and the run can be repeated. What is read back gives the same answers
 * as if the run had never ended (cases.h).
 *
 * One run at a time: who opens a state holds the lock on FILE.lock (flock), in which it writes its process number. The
 * lock goes with the process, however that ends.
 *
 * Owns: tables about (values by name), cases, forms, anchors, posts. Numbers of 64 bits are kept as signed ones. File:
 * some 110 bytes a post and 250 a case, see fr-dedupe(1). Errors: FR_FATAL, err names the file.
 */
#ifndef FR_DEDUPE_STATE_H
#define FR_DEDUPE_STATE_H
#include <stdint.h>
#include "core/error.h"
#include "dedupe/cases.h"

#define FR_STATE_APPLICATION 0x66724465 /* "frDe" */
#define FR_STATE_VERSION     1

struct fr_state;

/* Called once if the lock is held by another run, before waiting for it: who is its line in the lock file. */
typedef void fr_state_wait_fn(void *arg, const char *who);

struct fr_state_options {
	const struct fr_cases_options *cases; /* threshold 0, window 0: as the state has them */
	double wait;                          /* seconds to wait for the lock */
	fr_state_wait_fn *waiting;            /* may be NULL */
	void *arg;
};

/* Open the state at path, made if it isn't there, and give the cases that it holds: *ret_cases is the caller's. */
int fr_state_open(const char *path, const struct fr_state_options *options, struct fr_state **ret,
		  struct fr_cases **ret_cases, struct fr_error *err);

/* Write what has changed. The cases must be those that it gave. */
int fr_state_save(struct fr_state *state, struct fr_cases *cases, struct fr_error *err);

/* Without saving; NULL is fine. */
void fr_state_close(struct fr_state *state);

/* A post as the state has it. */
struct fr_state_post {
	uint64_t key;
	const char *id;
	size_t id_len;
	uint64_t author;
	unsigned platform;
	int64_t at; /* seconds UTC, FR_TIME_NONE */
};

/* Posts that were saved for a case and those merged into it, in the order of their keys. fn: valid during the call. */
typedef void fr_state_post_fn(void *arg, const struct fr_state_post *post);
int fr_state_posts(struct fr_state *state, const struct fr_cases *cases, uint64_t case_id, fr_state_post_fn *fn,
		   void *arg, struct fr_error *err);
#endif
