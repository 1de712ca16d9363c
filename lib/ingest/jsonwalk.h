/*
 * jsonwalk.h: documents that are taken apart element by element, broken ones included.
 *
 * core/json.h validates a text as a whole; an export of a gigabyte with one bad message in it must still give the
 * others. So a document is entered by its brackets and quotes alone, each element is then checked by itself, and behind
 * a broken one reading goes on at the next line that begins as the elements do (exporters indent). No recursion; the
 * bytes looked at more than once are bounded by FR_WALK_WASTE times the document.
 */
#ifndef FR_INGEST_JSONWALK_H
#define FR_INGEST_JSONWALK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/json.h"

#define FR_WALK_WASTE 8

extern const struct fr_fault fr_fault_json_cut; /* the document ends in the middle */

size_t fr_json_blanks(const char *s, size_t len, size_t pos);

/* Offset behind the value that starts at pos, by brackets and quotes only; 0 if it doesn't end. */
size_t fr_json_extent(const char *s, size_t len, size_t pos);

/*
 * Check one value. What JSON does not allow but exporters write is mended in fixed, which ret_value then points into:
 * \xHH in a string (Telegram Desktop), and bytes that are no UTF-8 (U+FFFD; *ret_repaired). FR_REJECT: broken
 * otherwise.
 */
int fr_json_mend(const char *raw, size_t len, struct fr_buf *fixed, struct fr_json_span *ret_value, bool *ret_repaired,
		 struct fr_error *err);

/* The same, and index is filled: for what will be walked over. It must stay as long as the value is used. */
int fr_json_mend_indexed(const char *raw, size_t len, struct fr_buf *fixed, struct fr_json_index *index,
			 struct fr_json_span *ret_value, bool *ret_repaired, struct fr_error *err);

/*
 * Offsets of the values of the named members of the object at pos, 0 for those that are not there (no value stands at
 * 0). The object may be cut: members that are found still are.
 */
void fr_json_find(const char *s, size_t len, size_t pos, const char *const *names, size_t n, size_t *ret_pos);

/* The same from behind one of the object's values on; what has been found before stays in ret_pos. */
void fr_json_find_rest(const char *s, size_t len, size_t pos, const char *const *names, size_t n, size_t *ret_pos);

/* Spans of the named members of an accepted object, in one walk; bytes is NULL for those absent or null. */
void fr_json_pick(const struct fr_json_span *object, const char *const *names, size_t n, struct fr_json_span *ret);

/* Names to pick, made ready once for many objects. */
#define FR_JSON_NAMES_MAX 64
struct fr_json_names {
	const char *const *names; /* ASCII */
	size_t n, lens[FR_JSON_NAMES_MAX];
	uint64_t by_letter[128]; /* which names begin with it, a bit each */
};
void fr_json_names_init(struct fr_json_names *set, const char *const *names, size_t n);

/* As fr_json_pick, ret has set->n. */
void fr_json_pick_set(const struct fr_json_span *object, const struct fr_json_names *set, struct fr_json_span *ret);

struct fr_elements {
	const char *s;
	size_t len, pos;
	size_t indent_off, indent_len; /* from the newline to the first element, both of it; len 0: not indented */
	size_t waste;
	bool cut_told;
	struct fr_buf fixed;
	struct fr_json_index index;
};

struct fr_element {
	size_t off, len; /* in the document as it came */
	struct fr_json_span value;
	bool repaired;
};

/* Enter the array whose '[' is at pos. False: there is none. */
bool fr_elements_begin(struct fr_elements *e, const char *s, size_t len, size_t pos);

/* FR_OK: the next element. FR_REJECT: a broken one, ret->off and len say where. FR_STOP: the array has ended. */
int fr_elements_next(struct fr_elements *e, struct fr_element *ret, struct fr_error *err);
void fr_elements_end(struct fr_elements *e);
#endif
