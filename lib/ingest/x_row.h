/*
 * x_row.h: a row of a table that a collector of posts wrote, whether it is a row or an object of JSON.
 *
 * It is asked for values by names without case, blanks, points and underlines, as sheet.h has them, | between the names
 * that different programs have for the same. NaN and None are nothing: tables of Python's make.
 */
#ifndef FR_INGEST_X_ROW_H
#define FR_INGEST_X_ROW_H
#include "ingest/intake.h"
#include "ingest/sheet.h"

/* sheet or object is NULL. */
struct fr_x_row {
	struct fr_intake *in;
	struct fr_sheet *sheet;
	const struct fr_json_span *object;
	void *arg; /* the reader's */
};

/* Of the first name that has a value; none if there is none. true and false are words. */
struct fr_str fr_x_value(const struct fr_x_row *row, const char *names);

/* The same as a number of things, -1: none. */
int64_t fr_x_count(const struct fr_x_row *row, const char *names);

/* Is s one of the words, | between? */
bool fr_x_is_word(struct fr_str s, const char *words);

/*
 * put is called for each item of a list: an array of JSON, Python's way of writing one (single quotes), or items joined
 * by |. Of objects in it the values of keys are items, | between.
 */
typedef void fr_x_put_fn(struct fr_draft *post, struct fr_str item);
void fr_x_put_list(const struct fr_x_row *row, const char *names, const char *keys, fr_x_put_fn *put);
#endif
