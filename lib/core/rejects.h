/*
 * rejects.h: the records that could not be used, kept or counted.
 *
 * With a file, each is a line {"error", "fault", "source": {file, record, offset, length}, "raw"}; bytes that are no
 * UTF-8, or a line over the limit, stand as "raw_base64" instead of "raw" (RFC 4648). Without one, there is one
 * warning a kind of fault at the end, with the count and the first place.
 */
#ifndef FR_CORE_REJECTS_H
#define FR_CORE_REJECTS_H
#include <stdbool.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"
#include "core/record.h"

struct fr_rejects;

/* path: NULL for none. FR_FATAL: can't be created. */
int fr_rejects_open(const char *path, struct fr_rejects **ret, struct fr_error *err);
void fr_rejects_free(struct fr_rejects *rejects);

/* Keep one. err: as fr_reject left it. FR_FATAL: the file can't be written (ret_err says so). */
int fr_rejects_add(struct fr_rejects *rejects, const struct fr_error *err, const struct fr_place *place,
		   const char *raw, size_t raw_len, struct fr_error *ret_err);

/* One whose bytes come in pieces, of any length: begin, any number of pieces, end with the final place. */
void fr_rejects_begin(struct fr_rejects *rejects, const struct fr_error *err, const struct fr_place *place);
int fr_rejects_piece(struct fr_rejects *rejects, const char *raw, size_t len, struct fr_error *ret_err);
int fr_rejects_end(struct fr_rejects *rejects, const struct fr_place *place, struct fr_error *ret_err);

int fr_rejects_flush(struct fr_rejects *rejects, struct fr_error *ret_err);

/* Close the file, if there is one; FR_FATAL if its last bytes can't be written. */
int fr_rejects_close(struct fr_rejects *rejects, struct fr_error *ret_err);

uint64_t fr_rejects_count(const struct fr_rejects *rejects);

/* The warnings on stderr, a line a kind of fault, each beginning with who: in the order of their first places. */
void fr_rejects_tell(const struct fr_rejects *rejects, const char *who);
#endif
