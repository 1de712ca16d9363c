/* Bytes of an input, whatever they are packed in: see source.h. */
#include "ingest/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/mapped.h"
#include "core/mem.h"
#include "core/reader.h"
#include "ingest/hashing.h"
#include "ingest/unpack.h"

#define BLOCK_SIZE       (256u << 10)
#define HASH_BESIDE_FROM (1u << 20) /* bytes of a file from which on a thread of its own is worth it */
#define LONG_KEPT        (1u << 16) /* bytes kept of a line that is too long */

struct fr_source {
	const struct fr_sink *sink;
	struct fr_buf raw; /* original bytes read ahead of their use; all of them for memory */
	size_t raw_pos;
	uint64_t n_raw;             /* original bytes read so far */
	uint64_t size;              /* of a regular file */
	struct fr_hashing *hashing; /* NULL: over, or there is none */
	struct fr_unpack *unpack;   /* NULL: a plain file */
	/* The current thing: buf.bytes[pos..len) is read and not yet used, and begins at offset. */
	struct fr_buf buf;
	size_t pos;
	uint64_t offset;
	struct fr_mapped map; /* a document that is not in buf */
	struct fr_error broken;
	int fd; /* -1: memory */
	int halted;
	bool close_fd, regular, started, raw_failed;
	bool ended; /* the current thing */
	bool is_broken, is_bomb;
	char sha256[FR_SHA256_HEX]; /* empty: not yet, or there is none */
};

bool fr_source_is_file(const struct fr_source *source)
{
	return source->hashing || source->sha256[0];
}

bool fr_source_hashed(const struct fr_source *source)
{
	return !source->hashing || fr_hashing_done(source->hashing);
}

int fr_source_sha256(struct fr_source *source, const char **ret, struct fr_error *err)
{
	struct fr_hashing *hashing = source->hashing;

	source->hashing = NULL;
	if (hashing && !fr_hashing_finish(hashing, source->sha256))
		return fr_fail_errno(err, errno, "read error");
	*ret = source->sha256[0] ? source->sha256 : NULL;
	return FR_OK;
}

const struct fr_error *fr_source_broken(const struct fr_source *source)
{
	return source->is_broken ? &source->broken : NULL;
}

int fr_source_halted(const struct fr_source *source)
{
	return source->halted;
}

/* Bytes of the original. 0: no more, or reading has failed, which is then in broken or halted. */
static size_t read_raw(struct fr_source *source, char *dst, size_t want)
{
	size_t left = source->raw.len - source->raw_pos;
	ssize_t n;

	if (left) {
		left = left < want ? left : want;
		memcpy(dst, source->raw.bytes + source->raw_pos, left);
		source->raw_pos += left;
		return left;
	}
	if (source->fd < 0 || source->halted != FR_OK || source->is_broken)
		return 0;
	if (!source->regular) {
		source->halted = source->sink->flush(source->sink->arg);
		if (source->halted != FR_OK)
			return 0;
	}
	do
		n = read(source->fd, dst, want);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		source->is_broken = true;
		source->raw_failed = true;
		fr_fail_errno(&source->broken, errno, "read error");
		return 0;
	}
	source->n_raw += (uint64_t)n;
	source->sink->progress(source->sink->arg, source->n_raw, source->size);
	return (size_t)n;
}

static size_t unpack_read(void *arg, char *dst, size_t want)
{
	return read_raw(arg, dst, want);
}

static int64_t unpack_seek(void *arg, int64_t offset, int whence)
{
	struct fr_source *source = arg;
	off_t at;

	if (source->fd < 0) {
		at = whence == SEEK_SET ? 0 : (off_t)(whence == SEEK_END ? source->raw.len : source->raw_pos);
		at += offset;
		if (at < 0 || (size_t)at > source->raw.len)
			return -1;
		source->raw_pos = (size_t)at;
		return at;
	}
	if (whence == SEEK_CUR)
		offset -= (int64_t)(source->raw.len - source->raw_pos);
	fr_buf_clear(&source->raw);
	source->raw_pos = 0;
	return lseek(source->fd, offset, whence);
}

/* However often the same bytes are read: members of a hostile zip may overlap. */
static uint64_t unpack_used(void *arg)
{
	const struct fr_source *source = arg;

	return source->size && source->n_raw > source->size ? source->size : source->n_raw;
}

static void find_packing(struct fr_source *source)
{
	struct fr_unpack_input input = {source, unpack_read, unpack_seek, unpack_used};
	enum fr_packing packing;

	while (source->fd >= 0 && fr_packing_needs_more(fr_buf_str(&source->raw), source->raw.len)) {
		size_t n;
		struct fr_buf got = source->raw;

		/* read_raw gives back what stands in raw; here raw itself is to grow. */
		fr_buf_reserve(&got, BLOCK_SIZE);
		source->raw = (struct fr_buf){0};
		n = read_raw(source, got.bytes + got.len, BLOCK_SIZE);
		got.len += n;
		source->raw = got;
		if (!n)
			break;
	}
	packing = fr_packing_find(source->raw.len ? source->raw.bytes : "", source->raw.len);
	if (packing == FR_PACKED_NOT)
		return;
	if (source->fd >= 0 && !source->regular)
		input.seek = NULL;
	source->unpack = fr_unpack_new(&input);
	fr_unpack_enter(source->unpack, packing, NULL, 0);
}

static struct fr_source *new_source(const struct fr_sink *sink)
{
	struct fr_source *source = fr_xcalloc(1, sizeof(*source));

	source->fd = -1;
	source->sink = sink;
	return source;
}

int fr_source_open(const char *path, const struct fr_sink *sink, struct fr_source **ret, struct fr_error *err)
{
	struct fr_source *source = new_source(sink);
	struct stat st;

	source->close_fd = strcmp(path, "-") != 0;
	source->fd = source->close_fd ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (source->fd < 0 || fstat(source->fd, &st)) {
		fr_fail_errno(err, errno, "%s", path);
		goto fail;
	}
	if (S_ISDIR(st.st_mode)) {
		fr_fail(err, FR_FATAL, "%s: is a folder: name the files in it", path);
		goto fail;
	}
	source->regular = S_ISREG(st.st_mode) && source->close_fd;
	source->size = source->regular ? (uint64_t)st.st_size : 0;
	if (source->regular && source->size >= HASH_BESIDE_FROM) {
		source->hashing = fr_hashing_start(source->fd);
	} else if (source->regular &&
		   (!fr_sha256_fd(source->fd, source->sha256) || lseek(source->fd, 0, SEEK_SET) < 0)) {
		fr_fail_errno(err, errno, "%s", path);
		goto fail;
	}
	find_packing(source);
	*ret = source;
	return FR_OK;
fail:
	fr_source_close(source);
	return FR_FATAL;
}

struct fr_source *fr_source_memory(const char *bytes, size_t len, const struct fr_sink *sink)
{
	struct fr_source *source = new_source(sink);

	source->raw = (struct fr_buf){.bytes = (char *)bytes, .len = len};
	source->n_raw = len;
	source->size = len;
	fr_sha256_hex(bytes, len, source->sha256);
	find_packing(source);
	return source;
}

void fr_source_close(struct fr_source *source)
{
	if (!source)
		return;
	fr_hashing_cancel(source->hashing);
	fr_unpack_free(source->unpack);
	if (source->fd >= 0)
		fr_buf_free(&source->raw);
	fr_mapped_close(&source->map);
	fr_buf_free(&source->buf);
	if (source->close_fd && source->fd >= 0)
		close(source->fd);
	free(source);
}

static void break_off(struct fr_source *source, const char *what)
{
	if (!source->is_broken)
		fr_fail(&source->broken, FR_REJECT, "%s", what);
	source->is_broken = true;
}

static size_t read_member(struct fr_source *source, char *dst, size_t want)
{
	struct fr_error why = {0};
	bool bomb;
	size_t n = fr_unpack_read(source->unpack, dst, want, &bomb, &why);

	if (!n && why.text[0]) {
		source->is_bomb = bomb;
		break_off(source, why.text);
	}
	return n;
}

/* Read more of the current thing behind what is there. False: there is no more. */
static bool fill(struct fr_source *source)
{
	size_t n;

	if (source->ended)
		return false;
	if (source->pos && source->pos >= source->buf.len - source->pos) {
		memmove(source->buf.bytes, source->buf.bytes + source->pos, source->buf.len - source->pos);
		source->buf.len -= source->pos;
		source->pos = 0;
	}
	fr_buf_reserve(&source->buf, BLOCK_SIZE);
	if (!source->unpack)
		n = read_raw(source, source->buf.bytes + source->buf.len, BLOCK_SIZE);
	else
		n = read_member(source, source->buf.bytes + source->buf.len, BLOCK_SIZE);
	source->buf.len += n;
	source->ended = n == 0;
	return n > 0;
}

static void begin_thing(struct fr_source *source)
{
	fr_mapped_close(&source->map);
	fr_buf_clear(&source->buf);
	source->pos = 0;
	source->offset = 0;
	source->ended = false;
	source->is_bomb = false;
	source->is_broken = source->raw_failed;
}

/* Enter what the current member is, if it is an archive. */
static bool enter_member(struct fr_source *source)
{
	enum fr_packing packing;

	while (fr_packing_needs_more(fr_buf_str(&source->buf), source->buf.len) && fill(source))
		;
	packing = fr_packing_find(fr_buf_str(&source->buf), source->buf.len);
	if (packing == FR_PACKED_NOT || source->is_broken)
		return false;
	if (fr_unpack_enter(source->unpack, packing, source->buf.bytes, source->buf.len)) {
		begin_thing(source);
		return true;
	}
	fr_buf_clear(&source->buf);
	source->ended = true;
	fr_fail(&source->broken, FR_REJECT, "an archive inside %d others is not read", FR_SOURCE_DEPTH_MAX);
	source->is_broken = true;
	return false;
}

int fr_source_next(struct fr_source *source, const char **ret_member, struct fr_error *err)
{
	struct fr_error why;
	bool first = !source->started;
	int rc;

	source->started = true;
	*ret_member = NULL;
	begin_thing(source);
	if (!source->unpack)
		return first ? FR_OK : FR_STOP;
	do {
		rc = fr_unpack_next(source->unpack, ret_member, &why);
		if (source->halted != FR_OK)
			return FR_STOP;
		if (rc == FR_REJECT || rc == FR_FATAL)
			*err = source->raw_failed ? source->broken : why;
		if (rc != FR_OK)
			return rc;
		if (why.text[0]) {
			source->ended = true;
			break_off(source, why.text);
			return FR_OK;
		}
	} while (enter_member(source));
	return FR_OK;
}

unsigned fr_source_container(const struct fr_source *source)
{
	return source->unpack ? fr_unpack_container(source->unpack) : 0;
}

void fr_source_head(struct fr_source *source, size_t want, fr_enough_fn *enough, void *arg, const char **ret_bytes,
		    size_t *ret_len, bool *ret_whole)
{
	while (source->buf.len < want) {
		if (source->buf.len && !source->regular && enough && enough(arg, source->buf.bytes, source->buf.len))
			break;
		if (!fill(source))
			break;
	}
	*ret_bytes = fr_buf_str(&source->buf);
	*ret_len = source->buf.len < want ? source->buf.len : want;
	*ret_whole = source->ended && source->buf.len <= want;
}

/* The line at pos is longer than may be: keep its beginning, pass over the rest. */
static int skip_long_line(struct fr_source *source, struct fr_source_line *ret, struct fr_error *err)
{
	struct fr_buf kept = {0};
	const char *newline = NULL;
	size_t left;

	fr_buf_add(&kept, source->buf.bytes + source->pos, LONG_KEPT);
	ret->len = 0;
	do {
		left = source->buf.len - source->pos;
		newline = memchr(source->buf.bytes + source->pos, '\n', left);
		if (newline)
			left = (size_t)(newline - (source->buf.bytes + source->pos));
		ret->len += left;
		source->pos += left;
	} while (!newline && fill(source));
	source->offset += ret->len + (newline != NULL);
	source->pos += newline != NULL;
	ret->ended = newline != NULL;
	ret->kept = kept.len;
	/* What is left to read stays, behind the kept beginning. */
	fr_buf_add(&kept, source->buf.bytes + source->pos, source->buf.len - source->pos);
	fr_buf_free(&source->buf);
	source->buf = kept;
	source->pos = ret->kept;
	ret->bytes = source->buf.bytes;
	return fr_reject(err, &fr_fault_line_long, -1, "line of %zu bytes; at most %u are read", ret->len, FR_LINE_MAX);
}

int fr_source_line(struct fr_source *source, struct fr_source_line *ret, struct fr_error *err)
{
	const char *newline = NULL;
	size_t seen = 0, left;

	ret->offset = source->offset;
	for (;;) {
		left = source->buf.len - source->pos;
		if (left > seen)
			newline = memchr(source->buf.bytes + source->pos + seen, '\n', left - seen);
		if (newline)
			break;
		if (left > FR_LINE_MAX)
			return skip_long_line(source, ret, err);
		seen = left;
		if (!fill(source))
			break;
	}
	left = source->buf.len - source->pos;
	if (!newline && !left)
		return FR_STOP;
	ret->bytes = source->buf.bytes + source->pos;
	ret->len = newline ? (size_t)(newline - ret->bytes) : left;
	ret->kept = ret->len;
	ret->ended = newline != NULL;
	source->pos += ret->len + ret->ended;
	source->offset += ret->len + ret->ended;
	return FR_OK;
}

static int too_large(struct fr_error *err, uint64_t most)
{
	return fr_fail(err, FR_REJECT, "larger than the %u GiB that are read as one document", (unsigned)(most >> 30));
}

/* A plain file, from its first byte. */
static int map_original(struct fr_source *source, struct fr_error *err)
{
	if (source->size > FR_SOURCE_DOCUMENT_MAX)
		return too_large(err, FR_SOURCE_DOCUMENT_MAX);
	if (!fr_mapped_open(&source->map, source->fd, (size_t)source->size))
		return fr_fail_errno(err, errno, "can't be mapped");
	fr_buf_free(&source->buf);
	source->ended = true;
	source->sink->progress(source->sink->arg, source->size, source->size);
	return FR_OK;
}

/* What is in buf and all that comes behind it, through a temporary file. */
static int map_spool(struct fr_source *source, struct fr_error *err)
{
	uint64_t total = 0;
	int fd, rc = fr_spool_open(&fd, err);

	if (rc != FR_OK)
		return rc;
	do {
		rc = fr_spool_write(fd, source->buf.bytes, source->buf.len, err);
		total += source->buf.len;
		if (rc == FR_OK && total > FR_SOURCE_SPOOL_MAX)
			rc = too_large(err, FR_SOURCE_SPOOL_MAX);
		fr_buf_clear(&source->buf);
	} while (rc == FR_OK && fill(source));
	if (rc == FR_OK && !fr_mapped_open(&source->map, fd, (size_t)total))
		rc = fr_fail_errno(err, errno, "temporary file (in TMPDIR)");
	close(fd);
	fr_buf_free(&source->buf);
	return rc;
}

int fr_source_all(struct fr_source *source, const char **ret_bytes, size_t *ret_len, struct fr_error *err)
{
	int rc = FR_OK;

	assert(!source->pos && !source->map.bytes);
	if (!source->unpack && source->regular && source->size > FR_SOURCE_SPOOL_FROM) {
		rc = map_original(source, err);
	} else {
		while (source->buf.len <= FR_SOURCE_SPOOL_FROM && fill(source))
			;
		if (source->buf.len > FR_SOURCE_SPOOL_FROM && source->fd >= 0)
			rc = map_spool(source, err);
		while (source->fd < 0 && fill(source))
			;
	}
	if (rc == FR_OK && source->is_bomb) {
		*err = source->broken;
		rc = FR_REJECT;
	}
	if (rc != FR_OK)
		return rc;
	*ret_bytes = source->map.bytes ? source->map.bytes : fr_buf_str(&source->buf);
	*ret_len = source->map.bytes ? source->map.len : source->buf.len;
	return FR_OK;
}

bool fr_source_was_cut(const struct fr_source *source)
{
	return fr_mapped_was_cut(&source->map);
}
