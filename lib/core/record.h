/*
 * record.h: one record of the stream, a JSON object on one line, and the members that a tool reads or sets.
 *
 * A record is its raw line plus a table of the byte spans of its top-level members, found by one validating pass
 * (json.h). Nothing is decoded until somebody asks. Setting a member leaves every other byte as it came: a new member
 * goes in before the last brace, one that is there is replaced where it stands; when the record is written, the pieces
 * are copied out in order.
 *
 * Owns: the member table, decoded values and set values, until the next fr_record_parse. Borrows: the line.
 * Defined: of members of the same name the last is the one that is read and replaced, the others pass untouched. Names
 * are compared after escapes are undone ("\u0069d" is id). Blanks around and inside the object, a carriage return at
 * its end included, pass untouched. The top level must be an object.
 * Limits: FR_LINE_MAX bytes a line (held by the reader), FR_MEMBERS_MAX members, depth see json.h.
 * Cost: the scan, about a nanosecond a byte; a member found in O(members).
 */
#ifndef FR_CORE_RECORD_H
#define FR_CORE_RECORD_H
#include <jansson.h>
#include "core/error.h"
#include "core/json.h"
#include "core/mem.h"

#define FR_LINE_MAX    (64u << 20) /* bytes of a line, newline not counted; a longer one is rejected with its place */
#define FR_MEMBERS_MAX 65536       /* top-level members of a record */

extern const struct fr_fault fr_fault_not_object;  /* top level is something else */
extern const struct fr_fault fr_fault_members;     /* more than FR_MEMBERS_MAX */
extern const struct fr_fault fr_fault_member_type; /* a member is not of the type that the tool needs */

/* Where a record comes from: what messages and rejects say. Offsets and lengths are bytes of the uncompressed input. */
struct fr_place {
	const char *file; /* as named on the command line; "-" for standard input. Borrowed */
	uint64_t record;  /* ordinal in that file, from 1 */
	uint64_t offset;  /* of the record's first byte, from 0 */
	uint64_t length;  /* of the record, without its newline */
};

struct fr_record;

struct fr_record *fr_record_new(void);
void fr_record_free(struct fr_record *rec);

/*
 * Make rec the record of this line (no newline in it). The line is borrowed until the next parse or free. FR_REJECT:
 * not valid, err has kind and byte; rec is then empty.
 */
int fr_record_parse(struct fr_record *rec, const char *line, size_t len, const struct fr_place *place,
		    struct fr_error *err);

const struct fr_place *fr_record_place(const struct fr_record *rec);

/* The raw span of a member, set or original. False if it has none of that name. Valid until the next set or parse. */
bool fr_record_find(const struct fr_record *rec, const char *name, struct fr_json_span *ret_value);

/*
 * A member's value as a tree: borrowed, cached, valid until the next parse or set of that member. *ret is NULL if there
 * is no such member. FR_REJECT if a number in it does not fit (json.h).
 */
int fr_record_get(struct fr_record *rec, const char *name, json_t **ret, struct fr_error *err);

/*
 * A string member's decoded text, NUL behind it (the text may hold others), without building a tree; without a copy
 * where it has no escapes, so the byte behind may then be the closing quote: use *ret_len. *ret is NULL if the member
 * is absent or null. FR_REJECT (fr_fault_member_type) if it is something else. Valid until the next parse or set.
 */
int fr_record_get_string(struct fr_record *rec, const char *name, const char **ret, size_t *ret_len,
			 struct fr_error *err);

/* Set a member to JSON text, which is copied and must be one valid compact value. */
void fr_record_set_raw(struct fr_record *rec, const char *name, const char *json, size_t len);

/* Set a member to a tree, whose reference is taken over. */
void fr_record_set_new(struct fr_record *rec, const char *name, json_t *value);

/* Length in bytes of the record as it will be written, without newline. */
size_t fr_record_len(const struct fr_record *rec);

/* Append the record as it will be written, without newline. */
void fr_record_render(const struct fr_record *rec, struct fr_buf *out);
#endif
