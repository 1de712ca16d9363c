/* Bytes of an input, whatever they are packed in: see source.h. */
#include "ingest/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/mem.h"
#include "core/reader.h"
#include "core/utf8.h"
#include "ingest/hashing.h"

#define BLOCK_SIZE       (256u << 10)
#define MAGIC_SIZE       4
#define HASH_BESIDE_FROM (1u << 20) /* bytes of a file from which on a thread of its own is worth it */
#define LONG_KEPT        (1u << 16) /* bytes kept of a line that is too long */

enum packing { PACKED_NOT, PACKED_GZIP, PACKED_ZIP };

struct fr_source {
	int fd; /* -1: memory */
	bool close_fd, regular;
	const struct fr_sink *sink;
	struct fr_buf raw; /* original bytes read ahead of their use; all of them for memory */
	size_t raw_pos;
	uint64_t n_raw;             /* original bytes read so far */
	uint64_t size;              /* of a regular file */
	char sha256[FR_SHA256_HEX]; /* empty: not yet, or there is none */
	struct fr_hashing *hashing; /* NULL: over, or there is none */
	enum packing packing;
	struct archive *archive;
	locale_t utf8; /* libarchive converts names through the locale: this one, whatever the program's is */
	char *block;   /* handed to libarchive */
	bool started;
	unsigned n_members;
	uint64_t n_out; /* bytes that have come out of the archive */
	struct fr_buf name;
	/* The current thing: buf.bytes[pos..len) is read and not yet used, and begins at offset. */
	struct fr_buf buf;
	size_t pos;
	uint64_t offset;
	bool ended;
	bool is_broken, is_bomb;
	struct fr_error broken;
	int halted;
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
		fr_fail_errno(&source->broken, errno, "read error");
		return 0;
	}
	source->n_raw += (uint64_t)n;
	source->sink->progress(source->sink->arg, source->n_raw, source->size);
	return (size_t)n;
}

static la_ssize_t on_read(struct archive *archive, void *arg, const void **ret_block)
{
	struct fr_source *source = arg;

	(void)archive;
	*ret_block = source->block;
	return (la_ssize_t)read_raw(source, source->block, BLOCK_SIZE);
}

static la_int64_t on_seek(struct archive *archive, void *arg, la_int64_t offset, int whence)
{
	struct fr_source *source = arg;
	off_t at;

	if (source->fd < 0) {
		at = whence == SEEK_SET ? 0 : (off_t)(whence == SEEK_END ? source->raw.len : source->raw_pos);
		at += offset;
		if (at < 0 || (size_t)at > source->raw.len)
			return ARCHIVE_FATAL;
		source->raw_pos = (size_t)at;
		return at;
	}
	if (whence == SEEK_CUR)
		offset -= (la_int64_t)(source->raw.len - source->raw_pos);
	fr_buf_clear(&source->raw);
	source->raw_pos = 0;
	at = lseek(source->fd, offset, whence);
	if (at < 0) {
		archive_set_error(archive, errno, "can't seek");
		return ARCHIVE_FATAL;
	}
	return at;
}

static void find_packing(struct fr_source *source)
{
	const char *bytes;

	while (source->fd >= 0 && source->raw.len < MAGIC_SIZE) {
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
	bytes = fr_buf_str(&source->raw);
	if (source->raw.len >= 2 && !memcmp(bytes, "\x1f\x8b", 2))
		source->packing = PACKED_GZIP;
	else if (source->raw.len >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4)))
		source->packing = PACKED_ZIP;
}

static void open_archive(struct fr_source *source)
{
	struct archive *archive = archive_read_new();
	locale_t before;

	if (!archive)
		fr_out_of_memory();
	source->archive = archive;
	source->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	before = source->utf8 ? uselocale(source->utf8) : (locale_t)0;
	source->block = fr_xmalloc(BLOCK_SIZE);
	if (source->packing == PACKED_GZIP) {
		archive_read_support_filter_gzip(archive);
		archive_read_support_format_raw(archive);
		archive_read_support_format_empty(archive);
	} else {
		archive_read_support_format_zip(archive);
		archive_read_set_options(archive, "zip:hdrcharset=UTF-8");
	}
	archive_read_set_read_callback(archive, on_read);
	if (source->regular || source->fd < 0)
		archive_read_set_seek_callback(archive, on_seek);
	archive_read_set_callback_data(archive, source);
	if (archive_read_open1(archive) != ARCHIVE_OK && !source->is_broken) {
		source->is_broken = true;
		fr_fail(&source->broken, FR_REJECT, "broken archive: %s", archive_error_string(archive));
	}
	if (before)
		uselocale(before);
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
	if (source->packing != PACKED_NOT)
		open_archive(source);
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
	if (len >= 2 && !memcmp(bytes, "\x1f\x8b", 2))
		source->packing = PACKED_GZIP;
	else if (len >= 4 && (!memcmp(bytes, "PK\3\4", 4) || !memcmp(bytes, "PK\5\6", 4)))
		source->packing = PACKED_ZIP;
	if (source->packing != PACKED_NOT)
		open_archive(source);
	return source;
}

void fr_source_close(struct fr_source *source)
{
	if (!source)
		return;
	fr_hashing_cancel(source->hashing);
	archive_read_free(source->archive);
	if (source->utf8)
		freelocale(source->utf8);
	free(source->block);
	if (source->fd >= 0)
		fr_buf_free(&source->raw);
	fr_buf_free(&source->buf);
	fr_buf_free(&source->name);
	if (source->close_fd && source->fd >= 0)
		close(source->fd);
	free(source);
}

static void take_name(struct fr_source *source, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);

	if (!name)
		name = archive_entry_pathname(entry);
	fr_buf_clear(&source->name);
	if (name && *name)
		fr_utf8_repair(&source->name, name, strlen(name));
	else
		fr_buf_addf(&source->name, "member %u", source->n_members);
}

/* The next header, with its name taken where it has one. */
static int read_header(struct fr_source *source, struct archive_entry **ret_entry)
{
	locale_t before = source->utf8 ? uselocale(source->utf8) : (locale_t)0;
	int rc = archive_read_next_header(source->archive, ret_entry);

	source->n_members++;
	if (rc == ARCHIVE_OK || rc == ARCHIVE_WARN)
		take_name(source, *ret_entry);
	if (before)
		uselocale(before);
	return rc;
}

static int next_member(struct fr_source *source, const char **ret_member, struct fr_error *err)
{
	struct archive_entry *entry;
	int rc;

	for (;;) {
		if (source->is_broken) {
			*err = source->broken;
			return FR_REJECT;
		}
		rc = read_header(source, &entry);
		if (rc == ARCHIVE_EOF || source->halted != FR_OK)
			return FR_STOP;
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN)
			return fr_fail(err, FR_REJECT, "broken archive: %s", archive_error_string(source->archive));
		if (source->n_members > FR_SOURCE_MEMBERS_MAX)
			return fr_fail(err, FR_REJECT, "more than %d members in an archive", FR_SOURCE_MEMBERS_MAX);
		if (source->packing == PACKED_GZIP)
			return FR_OK;
		if (archive_entry_filetype(entry) != AE_IFREG)
			continue;
		*ret_member = fr_buf_str(&source->name);
		return FR_OK;
	}
}

int fr_source_next(struct fr_source *source, const char **ret_member, struct fr_error *err)
{
	bool first = !source->started;

	source->started = true;
	fr_buf_clear(&source->buf);
	source->pos = 0;
	source->offset = 0;
	source->ended = false;
	*ret_member = NULL;
	if (source->packing == PACKED_NOT)
		return first ? FR_OK : FR_STOP;
	if (source->packing == PACKED_GZIP && !first)
		return FR_STOP;
	return next_member(source, ret_member, err);
}

static void break_off(struct fr_source *source, const char *what)
{
	if (!source->is_broken)
		fr_fail(&source->broken, FR_REJECT, "%s", what ? what : "broken archive");
	source->is_broken = true;
}

static size_t read_archive(struct fr_source *source, char *dst, size_t want)
{
	la_ssize_t n = archive_read_data(source->archive, dst, want);

	if (n < 0) {
		break_off(source, archive_error_string(source->archive));
		return 0;
	}
	source->n_out += (uint64_t)n;
	if (source->n_out > FR_SOURCE_RATIO_FROM && source->n_out / FR_SOURCE_RATIO_MAX > source->n_raw) {
		source->is_bomb = true;
		break_off(source, "more comes out of the archive than any export packs into so few bytes: given up");
		return 0;
	}
	return (size_t)n;
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
	if (source->packing == PACKED_NOT)
		n = read_raw(source, source->buf.bytes + source->buf.len, BLOCK_SIZE);
	else
		n = read_archive(source, source->buf.bytes + source->buf.len, BLOCK_SIZE);
	source->buf.len += n;
	source->ended = n == 0;
	return n > 0;
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

int fr_source_all(struct fr_source *source, const char **ret_bytes, size_t *ret_len, struct fr_error *err)
{
	do {
		if (source->buf.len > FR_SOURCE_DOCUMENT_MAX)
			return fr_fail(err, FR_REJECT, "larger than the %u MiB that are read as one document",
				       FR_SOURCE_DOCUMENT_MAX >> 20);
	} while (fill(source));
	if (source->is_bomb) {
		*err = source->broken;
		return FR_REJECT;
	}
	*ret_bytes = fr_buf_str(&source->buf);
	*ret_len = source->buf.len;
	return FR_OK;
}
