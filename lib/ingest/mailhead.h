/*
 * mailhead.h: the head of a mail or of a part of one: fields, their parameters, addresses, message ids.
 *
 * Grammar: RFC 5322 with what is obsolete in it, RFC 2231 for parameters, RFC 6532 (raw UTF-8). Everything is taken
 * that can be understood: names with a blank before the colon, parameters without quotes around their blanks, lists of
 * addresses with commas in names that nobody quoted. Values are raw until one of these functions decodes them.
 */
#ifndef FR_INGEST_MAILHEAD_H
#define FR_INGEST_MAILHEAD_H
#include <stdbool.h>
#include <stddef.h>
#include "ingest/draft.h"

struct fr_head {
	const char *s;
	size_t len; /* without the empty line */
};

struct fr_field {
	struct fr_str name, value; /* value: folds and all, without blanks at its ends */
};

/* Does a line begin as a field does: "Name:"? */
bool fr_head_is_field(const char *line, size_t len);

/* The head that begins at s. Returns the offset of the body: behind the empty line, or where no field stands. */
size_t fr_head_find(const char *s, size_t len, struct fr_head *ret);

bool fr_head_next(const struct fr_head *head, size_t *pos, struct fr_field *ret);

/* The value of the first field of that name; none if there is none or it is empty. */
struct fr_str fr_head_get(const struct fr_head *head, const char *name);

/* "text/plain" of "Text/Plain; charset=x": lower case, at most 79 bytes. Empty if it is not of that form. */
void fr_head_type(struct fr_str value, char ret[80]);

/*
 * A parameter of a value as UTF-8, in the post's arena: in RFC 2231's pieces and with its charset, in RFC 2047's words
 * (which is not allowed and done everywhere), or as it stands.
 */
struct fr_str fr_head_param(struct fr_draft *post, struct fr_str value, const char *name);

struct fr_address {
	struct fr_str address, name;
};

/* The first address of a list; a name of the form "Kumar, Ravi <r@x>" is one name. False: there is none. */
bool fr_head_address(struct fr_draft *post, struct fr_str value, struct fr_str charset, struct fr_address *ret);

/* The first, or last, <id> of a value, without its brackets and blanks; none if there is none. */
struct fr_str fr_head_msgid(struct fr_draft *post, struct fr_str value, bool last);
#endif
