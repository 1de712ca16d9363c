/*
 * error.h: what a function answers, and the words that go with a no.
 *
 * Four answers, a ladder: FR_OK; FR_STOP (nobody reads our output any more, or the input has ended: wind down);
 * FR_REJECT (this record only: it goes to the rejects, the stream goes on); FR_FATAL (nothing more can be done: exit
 * 2). The text of a FR_REJECT or FR_FATAL is left in the caller's struct fr_error; only core and cmd print it.
 *
 * A rejected record is counted by its kind of fault. A kind is one static struct fr_fault in the room that finds it;
 * kinds are compared by address, and a run prints one warning a kind, with a count and the first place.
 */
#ifndef FR_CORE_ERROR_H
#define FR_CORE_ERROR_H
#include <stddef.h>
#include <stdint.h>

enum { FR_OK = 0, FR_STOP = 1, FR_REJECT = 2, FR_FATAL = 3 };

#define FR_ERROR_TEXT_MAX 512

/* A kind of fault in the input: a short stable id for scripts, and what it is in words. */
struct fr_fault {
	const char *id;   /* "json-syntax" */
	const char *text; /* "not a JSON object" */
};

struct fr_error {
	const struct fr_fault *fault; /* kind, for FR_REJECT; else NULL */
	int64_t byte_off; /* offset of the fault from the start of the record, or -1 if it has no one place */
	char text[FR_ERROR_TEXT_MAX];
};

#if defined(__GNUC__)
#define FR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define FR_PRINTF(fmt, args)
#endif

/* Writes the text and returns code, so that a failing function can end with "return fr_fail(err, FR_FATAL, ...)". */
int fr_fail(struct fr_error *err, int code, const char *fmt, ...) FR_PRINTF(3, 4);

/* fr_fail with FR_FATAL and ": strerror(errno_value)" behind the text. */
int fr_fail_errno(struct fr_error *err, int errno_value, const char *fmt, ...) FR_PRINTF(3, 4);

/*
 * Rejects a record: fault is its kind, byte_off the place counted from the record's first byte (-1: no one place), fmt
 * says what is wrong with this one, NULL for the fault's own words. Returns FR_REJECT.
 */
int fr_reject(struct fr_error *err, const struct fr_fault *fault, int64_t byte_off, const char *fmt, ...)
	FR_PRINTF(4, 5);

/*
 * A value from the input, made safe for a terminal: in single quotes, cut to 60 bytes at a character's end, control
 * characters, escapes and bidi controls shown as \xHH or \u{HHHH}. buf needs FR_QUOTE_MAX bytes. Returns buf.
 */
#define FR_QUOTE_MAX 512
const char *fr_quote(char buf[FR_QUOTE_MAX], const char *bytes, size_t len);

/*
 * Only for core and cmd: the line "who: text" on stderr. Names of files come from outside like everything else, so what
 * a terminal would obey is shown as fr_quote shows it. The line goes out in one piece: a neighbour in the pipe can't
 * tear it.
 */
void fr_tell(const char *who, const char *text);
#endif
