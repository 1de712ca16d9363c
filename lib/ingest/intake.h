/*
 * intake.h: what a format's read function works with.
 *
 * It takes bytes from source, fills post, and calls fr_intake_emit for each post and fr_intake_reject for each thing
 * that should be one and can't be read. Things that are no posts at all (likes, lists, settings) are counted by name
 * with fr_intake_skip and named once, in a note, when the file (or the whole archive or folder) has been read.
 */
#ifndef FR_INGEST_INTAKE_H
#define FR_INGEST_INTAKE_H
#include "ingest/format.h"
#include "ingest/ingest.h"
#include "ingest/draft.h"
#include "ingest/owner.h"
#include "ingest/source.h"

#define FR_INTAKE_WAITING_MAX (64u << 20)
#define FR_SKIP_NAMES_MAX     16
#define FR_UNKNOWN_NAMES_MAX  64 /* members that a format does not know: more names are counted as "others" */
#define FR_UNKNOWN_NAME_MAX   64 /* bytes of such a name, its place in front included, that are told */

struct fr_intake {
	const struct fr_ingest_options *options;
	const struct fr_sink *sink;
	struct fr_source *source;
	const struct fr_peek *peek;
	const char *path;      /* of a file that can be read once more; NULL: there is none */
	struct fr_owner owner; /* of the account whose export this is, as far as it is known: ask fr_owner_of */
	const struct fr_strlist *profiles; /* other files that may name the owner; NULL: none */
	const char *beside;                /* path of this one among them */
	unsigned n_looks;                  /* at other members of the archive: beside.h */
	/* What a format keeps from one member of an archive, or file of a folder, to the next; free is its end. */
	struct fr_kept {
		void *data;
		void (*free)(void *data);
	} kept;
	struct fr_origin origin;
	uint64_t n_outside, n_timeless; /* records left out by options->span, and kept because they have no time */
	uint64_t ordinal;               /* records and rejects so far in this file or member */
	/* Records that wait for the hash of the whole file, each with a newline; origin.sha256 stands in for it. */
	struct fr_buf waiting;
	bool waits;
	struct fr_draft post;
	struct fr_buf line;
	struct fr_skipped {
		const char *what; /* static text */
		uint64_t n;
	} skipped[FR_SKIP_NAMES_MAX];
	size_t n_skipped;
	struct fr_unknown {
		char name[FR_UNKNOWN_NAME_MAX + 1]; /* may be cut */
		uint64_t n;
	} unknown[FR_UNKNOWN_NAMES_MAX];
	size_t n_unknown;
	uint64_t n_unknown_others;
};

/* Forget what is kept. */
void fr_intake_drop_kept(struct fr_intake *in);

/* Set up origin.sha256: the hash, or what stands in for it until it is known. */
int fr_intake_begin_hash(struct fr_intake *in, struct fr_error *err);

/* Hand on what waits, with the hash in its place. FR_FATAL: the file could not be read to its end. */
int fr_intake_settle(struct fr_intake *in, struct fr_error *err);

/*
 * Hand on in->post, whose offset, length and raw are set. It is kept while the hash of the whole file is not known;
 * FR_INTAKE_WAITING_MAX bytes at most, then the hash is waited for.
 */
int fr_intake_emit(struct fr_intake *in, struct fr_error *err);

/* fr_intake_emit, if the post has an id; else it is rejected with this fault. */
int fr_intake_emit_named(struct fr_intake *in, const struct fr_fault *no_id, struct fr_error *err);

/* Keep what can't be read: err as fr_reject left it. Returns FR_OK, or what the sink answers. */
int fr_intake_reject(struct fr_intake *in, const struct fr_error *err, uint64_t offset, const char *raw, size_t len);

void fr_intake_skip(struct fr_intake *in, const char *what, uint64_t n);

/*
 * Count the members of an accepted object that are not among the known: they are named once, in a note, when the file
 * has been read, so that an analyst learns that the platform has changed its export. known: all names that the
 * platform is known to write there, read or not, in the order of their bytes (strcmp), n of them. where: stands before
 * the name in the note ("user."), static text. One walk over the object.
 */
void fr_intake_known(struct fr_intake *in, const char *where, const struct fr_json_span *object,
		     const char *const *known, size_t n);

/* Count one such name: a column of a table. */
void fr_intake_unknown(struct fr_intake *in, const char *where, struct fr_str name);

/* The note, and all counts at nought again. */
void fr_intake_say_unknown(struct fr_intake *in);

/* "FILE[MEMBER]: text" to the person at the terminal. */
void fr_intake_note(struct fr_intake *in, const char *fmt, ...) FR_PRINTF(2, 3);
#endif
