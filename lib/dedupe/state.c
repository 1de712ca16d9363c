/* Cases in a file: see state.h. */
#include "dedupe/state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>
#include "dedupe/cases_priv.h"
#include "dedupe/state_rows.h"

#define POLL_NANOS (100 * 1000 * 1000)
#define WHO_MAX    120
#define BUSY_MS    5000

static const char schema[] =
	"CREATE TABLE about(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE cases(serial INTEGER PRIMARY KEY, case_id INTEGER, first_key INTEGER, id BLOB, first_at INTEGER,"
	" last_at INTEGER, district INTEGER, station INTEGER, category INTEGER, merged INTEGER, flags INTEGER);"
	"CREATE TABLE forms(serial INTEGER PRIMARY KEY, case_serial INTEGER, signature BLOB, text_hash INTEGER,"
	" opening INTEGER, at INTEGER, codes BLOB, block INTEGER, n_shingles INTEGER, flags INTEGER);"
	"CREATE TABLE anchors(seq INTEGER PRIMARY KEY, hash INTEGER, case_serial INTEGER, n INTEGER, strange INTEGER);"
	"CREATE TABLE posts(key INTEGER PRIMARY KEY, case_serial INTEGER, at INTEGER, author INTEGER,"
	" platform INTEGER, id BLOB);"
	"CREATE INDEX posts_case ON posts(case_serial);";

int fr_state_fail(const struct fr_state *state, struct fr_error *err)
{
	return fr_fail(err, FR_FATAL, "%s: %s", state->path, state->db ? sqlite3_errmsg(state->db) : "out of memory");
}

int fr_state_exec(const struct fr_state *state, const char *sql, struct fr_error *err)
{
	return sqlite3_exec(state->db, sql, NULL, NULL, NULL) == SQLITE_OK ? FR_OK : fr_state_fail(state, err);
}

int fr_state_prepare(const struct fr_state *state, const char *sql, sqlite3_stmt **ret, struct fr_error *err)
{
	return sqlite3_prepare_v2(state->db, sql, -1, ret, NULL) == SQLITE_OK ? FR_OK : fr_state_fail(state, err);
}

/* ---- the lock */

static void read_who(int fd, char who[WHO_MAX])
{
	ssize_t n = pread(fd, who, WHO_MAX - 1, 0);

	who[n > 0 ? n : 0] = '\0';
	who[strcspn(who, "\n")] = '\0';
	for (char *c = who; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if (!*who)
		snprintf(who, WHO_MAX, "another process");
}

static void write_who(int fd)
{
	char text[WHO_MAX], host[64] = "?";
	int n;

	gethostname(host, sizeof(host) - 1);
	n = snprintf(text, sizeof(text), "process %ld on %s\n", (long)getpid(), host);
	/* only for people: nothing depends on it */
	if (n > 0 && ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)n, 0) < 0)
		return;
}

static int take_lock(struct fr_state *state, const struct fr_state_options *options, struct fr_error *err)
{
	static const struct timespec pause = {.tv_nsec = POLL_NANOS};
	char *name = fr_xasprintf("%s.lock", state->path), who[WHO_MAX];
	double waited = 0;
	bool told = false;
	int rc = FR_OK;

	state->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (state->lock_fd < 0)
		rc = fr_fail_errno(err, errno, "%s", name);
	while (rc == FR_OK && flock(state->lock_fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR) {
			rc = fr_fail_errno(err, errno, "%s", name);
			break;
		}
		read_who(state->lock_fd, who);
		if (!told && options->waiting && options->wait > 0)
			options->waiting(options->arg, who);
		told = true;
		if (waited >= options->wait)
			rc = fr_fail(err, FR_FATAL, "%s: in use by %s", state->path, who);
		else if (nanosleep(&pause, NULL) == 0)
			waited += POLL_NANOS / 1e9;
	}
	if (rc == FR_OK)
		write_who(state->lock_fd);
	free(name);
	return rc;
}

/* ---- opening */

static int read_number(const struct fr_state *state, const char *sql, int64_t *ret, struct fr_error *err)
{
	sqlite3_stmt *stmt;
	int rc = fr_state_prepare(state, sql, &stmt, err), step;

	*ret = 0;
	if (rc != FR_OK)
		return rc;
	step = sqlite3_step(stmt);
	if (step == SQLITE_ROW)
		*ret = sqlite3_column_int64(stmt, 0);
	else if (step != SQLITE_DONE)
		rc = fr_state_fail(state, err);
	sqlite3_finalize(stmt);
	return rc;
}

static int create(const struct fr_state *state, struct fr_error *err)
{
	char *sql = fr_xasprintf("BEGIN IMMEDIATE; %s PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT;",
				 schema, FR_STATE_APPLICATION, FR_STATE_VERSION);
	int rc = fr_state_exec(state, sql, err);

	free(sql);
	return rc;
}

/* Is it ours? A file that is empty, or not there, becomes so. */
static int check_kind(const struct fr_state *state, struct fr_error *err)
{
	int64_t application, version, tables;
	int rc = read_number(state, "PRAGMA application_id", &application, err);

	if (rc == FR_OK)
		rc = read_number(state, "PRAGMA user_version", &version, err);
	if (rc == FR_OK)
		rc = read_number(state, "SELECT count(*) FROM sqlite_master", &tables, err);
	if (rc != FR_OK)
		return rc;
	if (!application && !version && !tables)
		return create(state, err);
	if (application != FR_STATE_APPLICATION)
		return fr_fail(err, FR_FATAL, "%s: a database, but no state of fr-dedupe", state->path);
	if (version != FR_STATE_VERSION)
		return fr_fail(err, FR_FATAL, "%s: a state of version %" PRId64 "; this program knows version %d",
			       state->path, version, FR_STATE_VERSION);
	return FR_OK;
}

static int open_database(struct fr_state *state, struct fr_error *err)
{
	/* SQLite would make it for all to read */
	int fd = open(state->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), rc;

	if (fd < 0)
		return fr_fail_errno(err, errno, "%s", state->path);
	close(fd);
	if (sqlite3_open_v2(state->path, &state->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return fr_state_fail(state, err);
	sqlite3_busy_timeout(state->db, BUSY_MS);
	rc = check_kind(state, err);
	if (rc == FR_OK)
		rc = fr_state_exec(state, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
				   err);
	return rc;
}

int fr_state_open(const char *path, const struct fr_state_options *options, struct fr_state **ret,
		  struct fr_cases **ret_cases, struct fr_error *err)
{
	struct fr_state *state = fr_xcalloc(1, sizeof(*state));
	struct fr_cases *cases = NULL;
	int rc;

	state->path = fr_xstrdup(path);
	state->lock_fd = -1;
	rc = take_lock(state, options, err);
	if (rc == FR_OK)
		rc = open_database(state, err);
	if (rc == FR_OK)
		rc = fr_state_read(state, options->cases, &cases, err);
	if (rc != FR_OK) {
		fr_cases_free(cases);
		fr_state_close(state);
		return rc;
	}
	cases->keep_log = true;
	*ret = state;
	*ret_cases = cases;
	return FR_OK;
}

void fr_state_close(struct fr_state *state)
{
	if (!state)
		return;
	sqlite3_close(state->db);
	if (state->lock_fd >= 0)
		close(state->lock_fd);
	free(state->path);
	free(state);
}

int fr_state_save(struct fr_state *state, struct fr_cases *cases, struct fr_error *err)
{
	int rc = fr_state_exec(state, "BEGIN IMMEDIATE", err);

	if (rc != FR_OK)
		return rc;
	rc = fr_state_write(state, cases, err);
	if (rc == FR_OK)
		rc = fr_state_exec(state, "COMMIT", err);
	if (rc != FR_OK) {
		sqlite3_exec(state->db, "ROLLBACK", NULL, NULL, NULL);
		return rc;
	}
	fr_state_written(state, cases);
	return FR_OK;
}

static int posts_of(struct fr_state *state, sqlite3_stmt *stmt, uint32_t serial, fr_state_post_fn *fn, void *arg,
		    struct fr_error *err)
{
	int step;

	sqlite3_reset(stmt);
	sqlite3_bind_int64(stmt, 1, serial);
	while ((step = sqlite3_step(stmt)) == SQLITE_ROW) {
		const void *id = sqlite3_column_blob(stmt, 3);
		struct fr_state_post post = {.key = (uint64_t)sqlite3_column_int64(stmt, 4),
					     .id = id ? id : "",
					     .id_len = (size_t)sqlite3_column_bytes(stmt, 3),
					     .author = (uint64_t)sqlite3_column_int64(stmt, 1),
					     .platform = (unsigned)sqlite3_column_int(stmt, 2),
					     .at = FR_TIME_NONE};

		if (sqlite3_column_type(stmt, 0) != SQLITE_NULL)
			post.at = sqlite3_column_int64(stmt, 0);
		fn(arg, &post);
	}
	return step == SQLITE_DONE ? FR_OK : fr_state_fail(state, err);
}

int fr_state_posts(struct fr_state *state, const struct fr_cases *cases, uint64_t case_id, fr_state_post_fn *fn,
		   void *arg, struct fr_error *err)
{
	sqlite3_stmt *stmt;
	char name[32];
	uint32_t own;
	int rc = fr_state_prepare(state,
				  "SELECT at, author, platform, id, key FROM posts WHERE case_serial = ? ORDER BY key",
				  &stmt, err);

	if (rc != FR_OK)
		return rc;
	snprintf(name, sizeof(name), "c-%012" PRIx64, case_id);
	own = fr_cases_find_name(cases, name);
	if (own != FR_CASE_NONE)
		rc = posts_of(state, stmt, cases->items[own].serial, fn, arg, err);
	for (uint32_t i = 0; state->any_merged && i < cases->n && rc == FR_OK; i++)
		if (i != own && fr_cases_resolve(cases, i) == own)
			rc = posts_of(state, stmt, cases->items[i].serial, fn, arg, err);
	sqlite3_finalize(stmt);
	return rc;
}
