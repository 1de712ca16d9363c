/*
 * digest.h: SHA-256 (libcrypto), and the ids of posts whose platform gives none.
 *
 * An id is 16 hex digits of a SHA-256 over what identifies the post, so that another export of the same post gives the
 * same id. Posts alike in all of that get an ordinal (fr_twins).
 */
#ifndef FR_INGEST_DIGEST_H
#define FR_INGEST_DIGEST_H
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"

#define FR_SHA256_HEX 65 /* with the NUL */

void fr_sha256_hex(const void *bytes, size_t len, char ret_hex[FR_SHA256_HEX]);

/* The 32 bytes of a SHA-256 as hex. */
void fr_sha256_put_hex(const unsigned char *digest, char ret_hex[FR_SHA256_HEX]);

/* SHA-256 over a file from where fd stands to its end, fd left there. False: read error, errno says which. */
bool fr_sha256_fd(int fd, char ret_hex[FR_SHA256_HEX]);

/*
 * How often has an identity been seen since the last change of the key (a minute, say)? All zero is a valid empty one.
 * Memory: 16 bytes for each different identity within one key.
 */
struct fr_twins {
	int64_t key;
	struct fr_twin {
		uint64_t identity;
		uint64_t n;
	} * slots;
	size_t n, cap;
};

/* 1 for the first, 2 for the second with this identity under key. */
uint64_t fr_twins_count(struct fr_twins *twins, int64_t key, uint64_t identity);
void fr_twins_free(struct fr_twins *twins);

/* First 16 hex digits of SHA-256 over bytes, and over bytes, NUL and the ordinal in decimal if that is over 1. */
void fr_identity_hex(const void *bytes, size_t len, int64_t key, struct fr_twins *twins, char ret_hex[17]);
#endif
