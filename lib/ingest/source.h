/*
 * source.h: the bytes of an input, whatever they are packed in.
 *
 * An operand is a plain file, a gzip file or a zip archive (told by its first bytes), or standard input ("-") with any
 * of these. Nothing is written to disk, and no member's name is ever used as a path.
 *
 * Limits: FR_SOURCE_DOCUMENT_MAX bytes for what is read whole, FR_LINE_MAX for a line, FR_SOURCE_MEMBERS_MAX members of
 * an archive, and once FR_SOURCE_RATIO_FROM bytes have come out of an archive, no more than FR_SOURCE_RATIO_MAX times
 * what has gone in.
 */
#ifndef FR_INGEST_SOURCE_H
#define FR_INGEST_SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "ingest/digest.h"
#include "ingest/ingest.h"

#define FR_SOURCE_DOCUMENT_MAX (1u << 30)
#define FR_SOURCE_MEMBERS_MAX  100000
#define FR_SOURCE_RATIO_FROM   (64u << 20)
#define FR_SOURCE_RATIO_MAX    250

struct fr_source;

/*
 * Open path. "-" is standard input. A regular file is hashed from end to end: a small one at once, a large one while it
 * is read (hashing.h). FR_FATAL: it can't be opened or read. sink is told of progress and asked to flush before a read
 * that may wait.
 */
int fr_source_open(const char *path, const struct fr_sink *sink, struct fr_source **ret, struct fr_error *err);

/* The same over bytes in memory, which must stay: for tests. It has a hash, as a file has. */
struct fr_source *fr_source_memory(const char *bytes, size_t len, const struct fr_sink *sink);
void fr_source_close(struct fr_source *source);

/* A file (or bytes in memory), of which there is a hash, and that can be opened once more. */
bool fr_source_is_file(const struct fr_source *source);

/* Is its hash known by now, so that nobody has to wait for it? */
bool fr_source_hashed(const struct fr_source *source);

/* SHA-256 of the original in hex, waited for; *ret is NULL for what is no regular file. FR_FATAL: it can't be read. */
int fr_source_sha256(struct fr_source *source, const char **ret, struct fr_error *err);

/*
 * Move to the next thing to read: the file itself, or each regular member of an archive. FR_STOP: no more. FR_REJECT:
 * the container is broken here, err says how, and nothing more comes. *ret_member: its name, valid UTF-8, NULL for the
 * file itself.
 */
int fr_source_next(struct fr_source *source, const char **ret_member, struct fr_error *err);

/*
 * The head of the current thing, up to want bytes; fewer if it is shorter, or if enough() says that what has come will
 * do. The bytes are read again by what follows. *ret_whole: there is nothing behind it.
 */
typedef bool fr_enough_fn(void *arg, const char *bytes, size_t len);
void fr_source_head(struct fr_source *source, size_t want, fr_enough_fn *enough, void *arg, const char **ret_bytes,
		    size_t *ret_len, bool *ret_whole);

/*
 * The next line without its newline (a carriage return stays), and its offset. FR_STOP: no more. FR_REJECT: the line is
 * longer than FR_LINE_MAX; *ret_len is its whole length, *ret_kept how many of its first bytes *ret_line holds.
 * Valid until the next call.
 */
struct fr_source_line {
	const char *bytes;
	size_t len;      /* of the line */
	size_t kept;     /* of it in bytes: all, but for a line that is too long */
	uint64_t offset; /* in the current thing */
	bool ended;      /* by a newline, not by the end of the input */
};
int fr_source_line(struct fr_source *source, struct fr_source_line *ret, struct fr_error *err);

/* All of the current thing, NUL behind it. FR_REJECT: over FR_SOURCE_DOCUMENT_MAX, or out of an
 * archive that is given up as a bomb. Valid until the next member. */
int fr_source_all(struct fr_source *source, const char **ret_bytes, size_t *ret_len, struct fr_error *err);

/*
 * Has reading the current thing failed? A read error or a broken archive ends it like its end: what came before is
 * whole, and this tells why no more came. NULL: no.
 */
const struct fr_error *fr_source_broken(const struct fr_source *source);

/* What the sink's flush has answered, FR_OK or why to wind down; reading ends with that too. */
int fr_source_halted(const struct fr_source *source);
#endif
