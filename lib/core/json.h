/*
 * json.h: the strict, validating JSON scanner, and writing JSON without a tree.
 *
 * Grammar: RFC 8259. Limits: FR_JSON_DEPTH_MAX levels. Text must be UTF-8 (RFC 3629). The scanner accepts what jansson
 * accepts (JSON_ALLOW_NUL), and rejects what it rejects, with these deliberate differences, which the differential fuzz
 * target (tests/fuzz/fuzz_json.c) holds it to:
 *   - numbers are held to the grammar only: jansson also rejects integers beyond 64 bits and reals beyond a double.
 * They are somebody's data and pass through; only who asks for such a value as a tree is told that it doesn't fit.
 *   - a NUL byte is rejected wherever it stands raw; jansson passes over one that follows a number.
 * Alike on purpose: U+0000 in a member's name is rejected (as \u0000), in a value it is allowed; a lone surrogate
 * escape is rejected; a byte order mark is rejected (the reader of streams takes one off); depth of nesting is bounded
 * alike.
 *
 * Cost: one pass, SSE2 where the compiler has it, a portable loop elsewhere (-DFR_NO_SIMD chooses it by hand).
 */
#ifndef FR_CORE_JSON_H
#define FR_CORE_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>
#include "core/error.h"
#include "core/mem.h"

#define FR_JSON_DEPTH_MAX 2048

extern const struct fr_fault fr_fault_json_syntax; /* breaks the grammar */
extern const struct fr_fault fr_fault_json_utf8;   /* bytes that are no UTF-8 */
extern const struct fr_fault fr_fault_json_depth;  /* nested deeper than FR_JSON_DEPTH_MAX */
extern const struct fr_fault fr_fault_json_number; /* a number asked for as a value does not fit */

enum fr_json_type {
	FR_JSON_OBJECT = '{',
	FR_JSON_ARRAY = '[',
	FR_JSON_STRING = '"',
	FR_JSON_NUMBER = '0',
	FR_JSON_TRUE = 't',
	FR_JSON_FALSE = 'f',
	FR_JSON_NULL = 'n'
};

struct fr_json_index;

/* A value where it stands: bytes[0..len) is its text, quotes and braces included. Borrowed. */
struct fr_json_span {
	const char *bytes;
	size_t len;
	enum fr_json_type type;
	bool escaped;                /* a string with at least one backslash */
	struct fr_json_index *index; /* where objects and arrays in it end; NULL: is looked for when asked */
};

/*
 * Where the objects and arrays of one text end, so that walking over its members does not read again what is inside
 * them. All zero is an empty one. It is filled by fr_json_check_indexed; the values of that text, and what
 * fr_json_next and fr_json_member give out of them, hold it: it must stay, unfilled by another text, as long as they
 * are used. Memory: 12 bytes an object or array. Threads: one at a time, walking moves the cursor.
 */
struct fr_json_index {
	const char *start;
	struct fr_json_level {
		uint32_t open, end; /* offsets: of the bracket, behind the closing one */
		uint32_t next;      /* number of the first level that opens behind it */
	} * levels;
	size_t n, cap;
	size_t cursor;
};
void fr_json_index_free(struct fr_json_index *index);

/*
 * Scan the value that starts at s[*pos] (blanks before it are skipped) and move *pos behind its last byte. On FR_REJECT
 * err->byte_off is an offset into s, and *pos is untouched.
 */
int fr_json_scan(const char *s, size_t len, size_t *pos, struct fr_json_span *ret_value, struct fr_error *err);

/*
 * Walk a text whose top level is an object, validating as it goes: start with *pos = 0; each call gives the next member
 * (FR_OK), or FR_STOP when the object has ended and nothing but blanks follows, or FR_REJECT as fr_json_scan does. On
 * FR_STOP *pos is the offset of the closing brace. The first byte that is no blank must be the opening brace.
 */
int fr_json_walk(const char *s, size_t len, size_t *pos, struct fr_json_span *ret_name, struct fr_json_span *ret_value,
		 struct fr_error *err);

/* The same as fr_json_scan for a whole text: one value, blanks around it, and nothing else. */
int fr_json_check(const char *s, size_t len, struct fr_json_span *ret_value, struct fr_error *err);

/* The same, and index is filled (a text of 4 GiB or more leaves it out). */
int fr_json_check_indexed(const char *s, size_t len, struct fr_json_index *index, struct fr_json_span *ret_value,
			  struct fr_error *err);

/*
 * Walk the members of an object, or the elements of an array, that fr_json_scan has accepted: start with *pos = 0; each
 * call gives the next one and returns true, or returns false at the end. name is the member's name with its quotes; it
 * may be NULL for arrays. The text must have been accepted before: nothing is checked again.
 */
bool fr_json_next(const struct fr_json_span *outer, size_t *pos, struct fr_json_span *ret_name,
		  struct fr_json_span *ret_value);

/* The member called name of an accepted object (of several with that name the last, as in jansson). False: not there.
 */
bool fr_json_member(const struct fr_json_span *object, const char *name, struct fr_json_span *ret_value);

/* Append the decoded text of a string span (escapes undone, quotes off) to out. The span must have been accepted. */
void fr_json_unescape(struct fr_buf *out, const struct fr_json_span *string);

/* Is the decoded text of the string span equal to name? */
bool fr_json_string_is(const struct fr_json_span *string, const char *name);

/*
 * The span as a jansson tree, a new reference in *ret. If one integer in it is beyond 64 bits, all its integers become
 * reals (ids are text in a record, so none is harmed). FR_REJECT (fr_fault_json_number) if a real does not fit a
 * double.
 */
int fr_json_tree(const struct fr_json_span *value, json_t **ret, struct fr_error *err);

/*
 * Writing. Each call appends to out. Commas: fr_json_put_name and fr_json_put_comma look at the last byte written and
 * add a comma unless it is '{', '[' or ':' or out is empty, so "put_name, put value" in a row is always well formed.
 */
void fr_json_put_comma(struct fr_buf *out);
void fr_json_put_name(struct fr_buf *out, const char *name); /* [,]"name": of a name that needs no escapes */
/*
 * A string in quotes: ", \ and controls below U+0020 escaped, everything else as it is; a byte that is no UTF-8 becomes
 * U+FFFD. Returns how many did.
 */
size_t fr_json_put_string(struct fr_buf *out, const char *s, size_t len);
void fr_json_put_cstring(struct fr_buf *out, const char *s);
void fr_json_put_int(struct fr_buf *out, int64_t n);
/* The shortest of %.15g, %.16g and %.17g that reads back as d; no locale. NaN and infinities: null. */
void fr_json_put_double(struct fr_buf *out, double d);
/* d rounded to digits (0 to 9) behind the point, trailing zeros off: scores and confidences. No locale. */
void fr_json_put_fixed(struct fr_buf *out, double d, int digits);
void fr_json_put_bool(struct fr_buf *out, bool b);
/* A jansson tree in the record's form: compact, UTF-8 unescaped, members in their order. */
void fr_json_put_tree(struct fr_buf *out, const json_t *tree);

/* Shorthands: name and value of a member in one call. */
void fr_json_member_string(struct fr_buf *out, const char *name, const char *s, size_t len);
void fr_json_member_cstring(struct fr_buf *out, const char *name, const char *s);
void fr_json_member_int(struct fr_buf *out, const char *name, int64_t n);
void fr_json_member_bool(struct fr_buf *out, const char *name, bool b);
void fr_json_member_fixed(struct fr_buf *out, const char *name, double d, int digits);
#endif
