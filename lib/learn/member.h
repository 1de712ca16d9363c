/*
 * member.h: a member of a record named by a dotted path ("class.category"), as text.
 */
#ifndef FR_LEARN_MEMBER_H
#define FR_LEARN_MEMBER_H
#include <stdbool.h>
#include "core/mem.h"
#include "core/record.h"

enum fr_member_state {
	FR_MEMBER_ABSENT, /* no such member, or something on the way is no object */
	FR_MEMBER_NULL,   /* null, or an empty text */
	FR_MEMBER_TEXT,   /* a string, or a number or boolean as it is written */
	FR_MEMBER_OTHER   /* an object or array */
};

/* The member's text, if that is what it has, replaces what is in ret. A name with a dot in it can't be reached. */
enum fr_member_state fr_member_text(const struct fr_record *rec, const char *path, struct fr_buf *ret);

/* The member as a number. False: it is absent, no number, or not finite. */
bool fr_member_number(const struct fr_record *rec, const char *path, double *ret);
#endif
