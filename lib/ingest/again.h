/* again.h: an input read once more, to see whether it still gives what it gave. For verify.c. */
#ifndef FR_INGEST_AGAIN_H
#define FR_INGEST_AGAIN_H
#include "ingest/digest.h"
#include "ingest/ingest.h"

/*
 * Hash the regular file at path; *ret_sha256 is empty if that was not possible (FR_FATAL). If it is want, read all of
 * it under the name that it had then. FR_OK also where it is another. FR_STOP: the sink has had enough.
 */
int fr_ingest_again(const char *path, const char *name, const char *want, const struct fr_ingest_options *options,
		    const struct fr_sink *sink, char ret_sha256[FR_SHA256_HEX], struct fr_error *err);
#endif
