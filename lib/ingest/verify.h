/*
 * verify.h: are the originals that records name still there, and do they still say what the records say?
 *
 * The file in source.file is hashed, once for all records of it that come together, and held against source.sha256. If
 * it is the same, it is read again as it was when the records were made, and each record is held against the one that
 * comes from the same place (member and ordinal) now: all members that fr-ingest writes, source.offset and
 * source.length among them, must be equal as JSON. What other tools have added is not looked at. So "ok" says that the
 * bytes are where the record says, and that they give this record. It takes the options that the records were made
 * with.
 *
 * Memory: records are taken FR_VERIFY_CHUNK at a time, some 50 bytes each; their lines wait in a spool. A file is read
 * once a chunk, and no further than to the last record that is asked for.
 */
#ifndef FR_INGEST_VERIFY_H
#define FR_INGEST_VERIFY_H
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "ingest/ingest.h"

#define FR_VERIFY_CHUNK (1u << 18)

struct fr_verify {
	const struct fr_ingest_options *options;
	const char *base;           /* folder that relative names are looked up in; NULL: the working directory */
	const struct fr_sink *sink; /* of record, reject and flush: record is given the lines of the report */
	uint64_t n_checked, n_bad;  /* out */
};

/*
 * The records in the file at path ("-": standard input). A line of the report for each, in their order: status ("ok",
 * "changed", "missing"), id, file, member, why, with tabs between them and control characters shown. What is no record
 * goes to reject. FR_OK; FR_STOP and FR_FATAL as the sink and the reader answer.
 */
int fr_verify_file(struct fr_verify *verify, const char *path, struct fr_error *err);
#endif
