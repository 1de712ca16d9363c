/* A file's hash by a second thread: see hashing.h. */
#include "ingest/hashing.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>
#include <openssl/evp.h>

#define BLOCK_SIZE (256u << 10)

struct fr_hashing {
	int fd;
	pthread_t thread;
	bool threaded;
	atomic_bool stop, done;
	/* of the thread, until done */
	int error; /* errno, 0: none */
	char hex[FR_SHA256_HEX];
};

static void hash_all(struct fr_hashing *h, EVP_MD_CTX *ctx, char *block)
{
	off_t at = 0;
	ssize_t n;

	while (!atomic_load(&h->stop)) {
		n = pread(h->fd, block, BLOCK_SIZE, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			h->error = errno;
		if (n <= 0)
			return;
		if (!EVP_DigestUpdate(ctx, block, (size_t)n))
			fr_out_of_memory();
		at += n;
	}
}

static void *run(void *arg)
{
	struct fr_hashing *h = arg;
	unsigned char digest[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	char *block = fr_xmalloc(BLOCK_SIZE);

	if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
		fr_out_of_memory();
	hash_all(h, ctx, block);
	if (!EVP_DigestFinal_ex(ctx, digest, NULL))
		fr_out_of_memory();
	fr_sha256_put_hex(digest, h->hex);
	EVP_MD_CTX_free(ctx);
	free(block);
	atomic_store(&h->done, true);
	return NULL;
}

struct fr_hashing *fr_hashing_start(int fd)
{
	struct fr_hashing *h = fr_xcalloc(1, sizeof(*h));

	h->fd = fd;
	h->threaded = pthread_create(&h->thread, NULL, run, h) == 0;
	if (!h->threaded)
		run(h);
	return h;
}

bool fr_hashing_done(struct fr_hashing *h)
{
	return atomic_load(&h->done);
}

bool fr_hashing_finish(struct fr_hashing *h, char ret_hex[FR_SHA256_HEX])
{
	int error;

	if (h->threaded)
		pthread_join(h->thread, NULL);
	error = h->error;
	if (!error)
		memcpy(ret_hex, h->hex, FR_SHA256_HEX);
	free(h);
	errno = error;
	return !error;
}

void fr_hashing_cancel(struct fr_hashing *h)
{
	char ignored[FR_SHA256_HEX];

	if (!h)
		return;
	atomic_store(&h->stop, true);
	fr_hashing_finish(h, ignored);
}
