/*
 * intake.h: what a format's read function works with.
 *
 * It takes bytes from source, fills post, and calls fr_intake_emit for each post and fr_intake_reject for each thing
 * that should be one and can't be read. Things that are no posts at all (likes, lists, settings) are counted by name
 * with fr_intake_skip and named once, in a note, when the file has been read.
 */
#ifndef FR_INGEST_INTAKE_H
#define FR_INGEST_INTAKE_H
#include "ingest/format.h"
#include "ingest/ingest.h"
#include "ingest/draft.h"
#include "ingest/owner.h"
#include "ingest/source.h"

#define FR_SKIP_NAMES_MAX 16

struct fr_intake {
	const struct fr_ingest_options *options;
	const struct fr_sink *sink;
	struct fr_source *source;
	const struct fr_peek *peek;
	const char *path;      /* of a file that can be read once more; NULL: there is none */
	struct fr_owner owner; /* of the account whose export this is, as far as it is known: ask fr_owner_of */
	struct fr_origin origin;
	uint64_t ordinal; /* records and rejects so far in this file or member */
	struct fr_draft post;
	struct fr_buf line;
	struct fr_skipped {
		const char *what; /* static text */
		uint64_t n;
	} skipped[FR_SKIP_NAMES_MAX];
	size_t n_skipped;
};

/* Hand on in->post, whose offset, length and raw are set. */
int fr_intake_emit(struct fr_intake *in, struct fr_error *err);

/* Keep what can't be read: err as fr_reject left it. Returns FR_OK, or what the sink answers. */
int fr_intake_reject(struct fr_intake *in, const struct fr_error *err, uint64_t offset, const char *raw, size_t len);

void fr_intake_skip(struct fr_intake *in, const char *what, uint64_t n);

/* "FILE[MEMBER]: text" to the person at the terminal. */
void fr_intake_note(struct fr_intake *in, const char *fmt, ...) FR_PRINTF(2, 3);
#endif
