/*
 * reader.h: lines out of files and pipes, in large blocks.
 *
 * Owns: one buffer that grows to the longest line (at most FR_LINE_MAX, record.h). Reads the named files one behind the
 * other, "-" and an empty list are standard input. A byte order mark at the start of a file is taken off; lines of
 * blanks only are passed over (but counted as records of the file, so that record N is line N); the last line needs no
 * newline. Just before a read that would wait, the caller's flush is called, so that a live feed comes out at once.
 */
#ifndef FR_CORE_READER_H
#define FR_CORE_READER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"
#include "core/record.h"

extern const struct fr_fault fr_fault_line_long; /* longer than FR_LINE_MAX */

struct fr_reader;

/* Called before a read that may wait. FR_OK goes on; anything else ends the reading with that answer. */
typedef int fr_flush_fn(void *arg, struct fr_error *err);

/*
 * files: borrowed. FR_FATAL if one of them does not exist, can't be read or is a folder: told before anything is read.
 */
int fr_reader_open(const struct fr_strlist *files, fr_flush_fn *flush, void *arg, struct fr_reader **ret,
		   struct fr_error *err);
void fr_reader_free(struct fr_reader *reader);

/*
 * The next line, without its newline, borrowed until the next call. FR_STOP at the end of the last file. FR_REJECT: the
 * line is longer than FR_LINE_MAX, *ret_line is its beginning; fr_reader_rest gives what follows. FR_FATAL: read error.
 */
int fr_reader_next(struct fr_reader *reader, const char **ret_line, size_t *ret_len, struct fr_place *ret_place,
		   struct fr_error *err);

/*
 * After FR_REJECT: the further pieces of the long line, in order; *ret_len is 0 at its end, and *ret_place has its
 * whole length then. FR_FATAL: read error.
 */
int fr_reader_rest(struct fr_reader *reader, const char **ret_piece, size_t *ret_len, struct fr_place *ret_place,
		   struct fr_error *err);

/* Bytes read so far over all files, and their total if all are regular files, else 0. */
void fr_reader_progress(const struct fr_reader *reader, uint64_t *ret_done, uint64_t *ret_total);

/* Ask the kernel for a pipe buffer of a megabyte, where fd is a pipe; that it may refuse changes nothing. */
void fr_pipe_widen(int fd);
#endif
