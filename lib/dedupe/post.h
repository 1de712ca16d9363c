/*
 * post.h: between a record and the cases: what of a record places it, and the member that says where.
 *
 * Knows: the members id, text, kind, time, author, platform, links, media, reply_to, repost_of, quote_of, thread,
 * class, route and, of a record without id, those that identify it (fr-record(5)). A message of the platform itself
 * (kind "system") is placed by its id only: "X joined the group" is nobody's copy. Owns: buffers, reused from record to
 * record.
 */
#ifndef FR_DEDUPE_POST_H
#define FR_DEDUPE_POST_H
#include "core/error.h"
#include "core/mem.h"
#include "core/record.h"
#include "dedupe/anchors.h"
#include "dedupe/canon.h"
#include "dedupe/cases.h"
#include "text/fold.h"

extern const struct fr_fault fr_fault_id_long; /* an id of more than FR_CASE_ID_MAX bytes */

struct fr_post_reader {
	struct fr_folded folded, place;
	struct fr_canon canon;
	struct fr_buf work;
	int64_t at;
	struct fr_tie ties[FR_ANCHORS_MAX];
};

void fr_post_reader_init(struct fr_post_reader *reader);
void fr_post_reader_free(struct fr_post_reader *reader);

/*
 * What places rec; valid until the next call, and as long as rec isn't changed. A record without id is known by its
 * url, platform, channel, author, time and text together: two in which all of these are alike are the same post.
 * FR_REJECT: id, text or kind is no string, or the id is too long.
 */
int fr_dedupe_post_read(struct fr_post_reader *reader, struct fr_record *rec, struct fr_case_post *ret,
			struct fr_error *err);

/* Append the members of the value of case: all but the braces, so that others may follow. */
void fr_post_put_case(struct fr_buf *out, const struct fr_case_verdict *verdict);

/* Append a case's name: "c-" and 12 hexadecimal digits. */
void fr_post_put_name(struct fr_buf *out, uint64_t case_id);

/* Name of a platform by its number in struct fr_case_post; NULL for one that isn't known. */
const char *fr_post_platform(unsigned platform);
#endif
