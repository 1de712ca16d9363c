/*
 * mapped.h: files mapped read-only, of which only what is being looked at stays in memory; and spools.
 *
 * A map lets a document of many gigabytes be read from any place as if it were memory. Pages that have been read would
 * stay in the process until it ends, so whoever walks over a map says what it has passed (fr_mapped_walk), and those
 * pages are dropped. That changes nothing but where the bytes are: who looks again gets them from the file.
 *
 * A file that another program cuts while it is mapped must not end this one by SIGBUS: what is gone is read as zeros,
 * and fr_mapped_was_cut tells. The handler is there while at least one map is. One thread only.
 */
#ifndef FR_CORE_MAPPED_H
#define FR_CORE_MAPPED_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"

#define FR_MAPPED_STEP (4u << 20) /* bytes that a walk passes before they are dropped */

/* All zero: none. */
struct fr_mapped {
	const char *bytes; /* at least one NUL follows them */
	size_t len;
	size_t whole_len; /* of the map, zeros behind the file included */
	volatile bool cut;
	struct fr_mapped *next;
};

/* Map the first len bytes (at least 1) of the file fd. map must stay where it is. False: errno says why. */
bool fr_mapped_open(struct fr_mapped *map, int fd, size_t len);
void fr_mapped_close(struct fr_mapped *map);

/* Did the file get shorter under the map? */
static inline bool fr_mapped_was_cut(const struct fr_mapped *map)
{
	return map->cut;
}

/* Drop the pages that lie between the two places, as far as they are in a map: other memory is left alone. */
void fr_mapped_drop(const char *from, const char *to);

/*
 * A walk over s stands at at, and has told so up to from last: drops what lies between if it is a step or more.
 * Returns what to give as from next time.
 */
static inline size_t fr_mapped_walk(const char *s, size_t from, size_t at)
{
	if (at < from || at - from < FR_MAPPED_STEP)
		return at < from ? at : from;
	fr_mapped_drop(s + from, s + at);
	return at;
}

/*
 * A file without a name in $TMPDIR (/tmp if it is not set), for this process alone (mode 0600), gone when it is closed.
 * *ret_fd is open for reading and writing. FR_FATAL: err says folder and why.
 */
int fr_spool_open(int *ret_fd, struct fr_error *err);

/* Write it all at the place of fd. FR_FATAL: disk full, say. */
int fr_spool_write(int fd, const char *bytes, size_t len, struct fr_error *err);
#endif
