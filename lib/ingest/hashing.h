/*
 * hashing.h: the SHA-256 of a file, taken by a second thread while the file is read.
 *
 * Every record names the hash of the whole original, which is known only when all of it has been read. Reading it
 * twice, one after the other, would make hashing a quarter of the time; so it goes on beside the reading, and whoever
 * writes records keeps them until it is there (intake.h).
 *
 * Owns: one thread, which reads by offset and leaves the file's position alone. Errors: errno of the read.
 */
#ifndef FR_INGEST_HASHING_H
#define FR_INGEST_HASHING_H
#include <stdbool.h>
#include "ingest/digest.h"

struct fr_hashing;

/* Begin on fd, which must stay open until the end. Where there is no thread to be had it is done here and now. */
struct fr_hashing *fr_hashing_start(int fd);

/* Is the hash there, or is it known that there will be none? */
bool fr_hashing_done(struct fr_hashing *hashing);

/* Wait for it and end. False: read error, errno says which. */
bool fr_hashing_finish(struct fr_hashing *hashing, char ret_hex[FR_SHA256_HEX]);

/* End without it. NULL is fine. */
void fr_hashing_cancel(struct fr_hashing *hashing);
#endif
