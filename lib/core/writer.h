/*
 * writer.h: bytes out, in large blocks, to standard output or to a file that appears whole or not at all.
 *
 * A named file is written beside its name (NAME.XXXXXX), synced and renamed by fr_writer_close; an error, a signal
 * (HUP, INT, TERM) or fr_writer_abandon leaves nothing. A name that is there and no regular file (a terminal, a fifo,
 * /dev/full) is written directly. SIGPIPE must be ignored by the program: EPIPE is FR_STOP.
 */
#ifndef FR_CORE_WRITER_H
#define FR_CORE_WRITER_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "core/mem.h"

struct fr_writer;

/* path: NULL is standard output. FR_FATAL: can't be created. */
int fr_writer_open(const char *path, struct fr_writer **ret, struct fr_error *err);

/* FR_OK, FR_STOP (the reader has gone) or FR_FATAL (err names the file). After a failure all calls repeat it. */
int fr_writer_put(struct fr_writer *writer, const char *bytes, size_t len, struct fr_error *err);
int fr_writer_flush(struct fr_writer *writer, struct fr_error *err);

/*
 * The buffer that fr_writer_put fills, for callers that render into it themselves; fr_writer_added must follow, which
 * writes it out if it has become large.
 */
struct fr_buf *fr_writer_buf(struct fr_writer *writer);
int fr_writer_added(struct fr_writer *writer, struct fr_error *err);

/* Flush, sync a named file and give it its name. Standard output is closed, so that a late error is seen. */
int fr_writer_close(struct fr_writer *writer, struct fr_error *err);

/* Give up: the temporary file goes. */
void fr_writer_abandon(struct fr_writer *writer);
void fr_writer_free(struct fr_writer *writer); /* abandons if it was not closed */

bool fr_writer_is_terminal(const struct fr_writer *writer);
#endif
