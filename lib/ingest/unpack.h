/*
 * unpack.h: archives, one inside another, as one sequence of members. Behind source.h.
 *
 * Formats: zip, tar, and gzip, zstd, xz and bzip2 around a tar or around a single file; told by their first bytes (a
 * tar by the sum in its head). libarchive reads them. A zip is read from its directory at the end: from a pipe, or
 * inside another archive, it is spooled first (core/mapped.h) beyond FR_SOURCE_SPOOL_FROM bytes. A zip that is a
 * document of its own kind (Office, OpenDocument, an Android app) is not entered.
 *
 * A member's label is where it stands: its name, behind the label of the archive that it stands in and a slash, unless
 * that is the operand itself. Labels are made valid UTF-8 and visible, cut to FR_SOURCE_LABEL_MAX bytes, and never used
 * as paths.
 */
#ifndef FR_INGEST_UNPACK_H
#define FR_INGEST_UNPACK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"

enum fr_packing {
	FR_PACKED_NOT,
	FR_PACKED_GZIP,
	FR_PACKED_ZSTD,
	FR_PACKED_XZ,
	FR_PACKED_BZIP2,
	FR_PACKED_TAR,
	FR_PACKED_ZIP
};

#define FR_PACKING_HEAD 512 /* bytes that it takes to tell */

enum fr_packing fr_packing_find(const char *bytes, size_t len);

/* Could more than these first bytes change the answer? For what comes slowly: a live feed is not to wait for it. */
bool fr_packing_needs_more(const char *bytes, size_t len);

/* Where the bytes of the operand come from. */
struct fr_unpack_input {
	void *arg;
	size_t (*read)(void *arg, char *dst, size_t want);      /* 0: no more, or it has failed */
	int64_t (*seek)(void *arg, int64_t offset, int whence); /* NULL: can't. -1: failed */
	uint64_t (*used)(void *arg);                            /* bytes of the original used so far */
};

struct fr_unpack;

struct fr_unpack *fr_unpack_new(const struct fr_unpack_input *input);
void fr_unpack_free(struct fr_unpack *unpack);

/* Enter the operand, or the current member, of which the first bytes have been read. False: nested too deep. */
bool fr_unpack_enter(struct fr_unpack *unpack, enum fr_packing packing, const char *head, size_t len);

/*
 * The next regular member of the innermost archive, and of those around it when that has ended. FR_OK: *ret_label, NULL
 * for what has none (a single file under compression); err->text is not empty if it can't be read (encrypted). FR_STOP:
 * no more. FR_REJECT: an archive, named by *ret_label (NULL: the operand), is broken here, err says how; there may be
 * more behind it in those around it. FR_FATAL: no room for a temporary file.
 */
int fr_unpack_next(struct fr_unpack *unpack, const char **ret_label, struct fr_error *err);

/* Bytes of the current member. 0: its end, or it is broken: then err->text says how, and *ret_bomb whether it is one.
 */
size_t fr_unpack_read(struct fr_unpack *unpack, char *dst, size_t want, bool *ret_bomb, struct fr_error *err);

/* Number of the archive with names in it that the current member stands in, from 1 in the order of their opening. */
unsigned fr_unpack_container(const struct fr_unpack *unpack);
#endif
