/* SHA-256 through libcrypto's EVP, which uses the processor's own instructions where it has them. */
#include "ingest/digest.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <openssl/evp.h>

#define BLOCK_SIZE  (256u << 10)
#define DIGEST_SIZE 32
#define SLOTS_FIRST 64

static void put_hex(const unsigned char digest[DIGEST_SIZE], size_t n_bytes, char *ret_hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n_bytes; i++) {
		ret_hex[2 * i] = digits[digest[i] >> 4];
		ret_hex[2 * i + 1] = digits[digest[i] & 15];
	}
	ret_hex[2 * n_bytes] = '\0';
}

void fr_sha256_put_hex(const unsigned char *digest, char ret_hex[FR_SHA256_HEX])
{
	put_hex(digest, DIGEST_SIZE, ret_hex);
}

void fr_sha256_hex(const void *bytes, size_t len, char ret_hex[FR_SHA256_HEX])
{
	unsigned char digest[DIGEST_SIZE];

	if (!EVP_Digest(bytes, len, digest, NULL, EVP_sha256(), NULL))
		fr_out_of_memory();
	put_hex(digest, sizeof(digest), ret_hex);
}

bool fr_sha256_fd(int fd, char ret_hex[FR_SHA256_HEX])
{
	unsigned char digest[DIGEST_SIZE];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	char *block = fr_xmalloc(BLOCK_SIZE);
	ssize_t n;
	int saved;

	if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
		fr_out_of_memory();
	for (;;) {
		n = read(fd, block, BLOCK_SIZE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (!EVP_DigestUpdate(ctx, block, (size_t)n))
			fr_out_of_memory();
	}
	saved = errno;
	if (!EVP_DigestFinal_ex(ctx, digest, NULL))
		fr_out_of_memory();
	put_hex(digest, sizeof(digest), ret_hex);
	EVP_MD_CTX_free(ctx);
	free(block);
	errno = saved;
	return n == 0;
}

static struct fr_twin *find_slot(struct fr_twin *slots, size_t cap, uint64_t identity)
{
	size_t at = (size_t)identity & (cap - 1);

	while (slots[at].n && slots[at].identity != identity)
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

static void grow_slots(struct fr_twins *twins)
{
	size_t cap = twins->cap ? 2 * twins->cap : SLOTS_FIRST;
	struct fr_twin *slots = fr_xcalloc(cap, sizeof(*slots));

	assert(twins->slots || !twins->cap);
	for (size_t i = 0; i < twins->cap; i++) {
		if (twins->slots[i].n)
			*find_slot(slots, cap, twins->slots[i].identity) = twins->slots[i];
	}
	free(twins->slots);
	twins->slots = slots;
	twins->cap = cap;
}

uint64_t fr_twins_count(struct fr_twins *twins, int64_t key, uint64_t identity)
{
	struct fr_twin *slot;

	if (twins->n && twins->key != key) {
		/* One busy minute must not make every later change of the key dear. */
		if (twins->cap > SLOTS_FIRST * 16 && twins->n < twins->cap / 16) {
			free(twins->slots);
			twins->slots = NULL;
			twins->cap = 0;
		} else if (twins->slots) {
			memset(twins->slots, 0, twins->cap * sizeof(*twins->slots));
		}
		twins->n = 0;
	}
	twins->key = key;
	if (2 * (twins->n + 1) > twins->cap)
		grow_slots(twins);
	slot = find_slot(twins->slots, twins->cap, identity);
	if (!slot->n) {
		slot->identity = identity;
		twins->n++;
	}
	return ++slot->n;
}

void fr_twins_free(struct fr_twins *twins)
{
	free(twins->slots);
	memset(twins, 0, sizeof(*twins));
}

void fr_identity_hex(const void *bytes, size_t len, int64_t key, struct fr_twins *twins, char ret_hex[17])
{
	unsigned char digest[DIGEST_SIZE];
	struct fr_buf again = {0};
	uint64_t identity, n;

	if (!EVP_Digest(bytes, len, digest, NULL, EVP_sha256(), NULL))
		fr_out_of_memory();
	memcpy(&identity, digest, sizeof(identity));
	n = fr_twins_count(twins, key, identity);
	if (n > 1) {
		fr_buf_add(&again, bytes, len);
		fr_buf_addc(&again, '\0');
		fr_buf_addf(&again, "%" PRIu64, n);
		if (!EVP_Digest(again.bytes, again.len, digest, NULL, EVP_sha256(), NULL))
			fr_out_of_memory();
		fr_buf_free(&again);
	}
	put_hex(digest, 8, ret_hex);
}
