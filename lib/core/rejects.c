#include "core/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/json.h"
#include "core/utf8.h"

#define BLOCK      (64u << 10)
#define KINDS_MAX  64 /* kinds of fault told apart; there are fewer in the code */
#define UNNAMED_ID "other"

struct kind {
	const struct fr_fault *fault;
	uint64_t count;
	char *file; /* first place */
	struct fr_place place;
	struct fr_error first;
};

struct fr_rejects {
	int fd; /* -1: no file */
	char *path;
	struct fr_buf buf;
	unsigned char carry[3]; /* base64: bytes that do not make three yet */
	size_t n_carry;
	struct kind kinds[KINDS_MAX];
	size_t n_kinds;
	uint64_t count;
};

int fr_rejects_open(const char *path, struct fr_rejects **ret, struct fr_error *err)
{
	struct fr_rejects *rejects = fr_xcalloc(1, sizeof *rejects);

	rejects->fd = -1;
	if (path) {
		rejects->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		if (rejects->fd < 0) {
			int why = errno;

			free(rejects);
			return fr_fail_errno(err, why, "%s", path);
		}
		rejects->path = fr_xstrdup(path);
	}
	*ret = rejects;
	return FR_OK;
}

void fr_rejects_free(struct fr_rejects *rejects)
{
	if (!rejects)
		return;
	if (rejects->fd >= 0)
		close(rejects->fd);
	for (size_t i = 0; i < rejects->n_kinds; i++)
		free(rejects->kinds[i].file);
	free(rejects->path);
	fr_buf_free(&rejects->buf);
	free(rejects);
}

int fr_rejects_flush(struct fr_rejects *rejects, struct fr_error *ret_err)
{
	size_t done = 0;

	while (rejects->fd >= 0 && done < rejects->buf.len) {
		ssize_t n = write(rejects->fd, rejects->buf.bytes + done, rejects->buf.len - done);

		if (n < 0 && errno != EINTR)
			return fr_fail_errno(ret_err, errno, "writing to %s", rejects->path);
		done += n > 0 ? (size_t)n : 0;
	}
	fr_buf_clear(&rejects->buf);
	return FR_OK;
}

static int flush_if_large(struct fr_rejects *rejects, struct fr_error *ret_err)
{
	return rejects->buf.len < BLOCK ? FR_OK : fr_rejects_flush(rejects, ret_err);
}

static void count(struct fr_rejects *rejects, const struct fr_error *err, const struct fr_place *place)
{
	struct kind *kind = NULL;

	rejects->count++;
	for (size_t i = 0; !kind && i < rejects->n_kinds; i++)
		if (rejects->kinds[i].fault == err->fault)
			kind = &rejects->kinds[i];
	if (!kind && rejects->n_kinds == KINDS_MAX)
		kind = &rejects->kinds[KINDS_MAX - 1];
	if (!kind) {
		kind = &rejects->kinds[rejects->n_kinds++];
		kind->fault = err->fault;
		kind->file = fr_xstrdup(place->file);
		kind->place = *place;
		kind->first = *err;
	}
	kind->count++;
}

static void put_head(struct fr_buf *out, const struct fr_error *err)
{
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "error", err->text);
	fr_json_member_cstring(out, "fault", err->fault ? err->fault->id : UNNAMED_ID);
}

static void put_source(struct fr_buf *out, const struct fr_place *place)
{
	fr_json_put_name(out, "source");
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "file", place->file);
	fr_json_member_int(out, "record", (int64_t)place->record);
	fr_json_member_int(out, "offset", (int64_t)place->offset);
	fr_json_member_int(out, "length", (int64_t)place->length);
	fr_buf_addc(out, '}');
}

static void put_base64(struct fr_buf *out, const unsigned char *p, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = (uint32_t)p[0] << 16 | (n > 1 ? (uint32_t)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);
	char four[4] = {digits[bits >> 18], digits[bits >> 12 & 63], n > 1 ? digits[bits >> 6 & 63] : '=',
			n > 2 ? digits[bits & 63] : '='};

	fr_buf_add(out, four, 4);
}

static void base64_add(struct fr_rejects *rejects, const char *raw, size_t len)
{
	fr_buf_reserve(&rejects->buf, len / 3 * 4 + 8);
	for (size_t i = 0; i < len; i++) {
		rejects->carry[rejects->n_carry++] = (unsigned char)raw[i];
		if (rejects->n_carry == 3) {
			put_base64(&rejects->buf, rejects->carry, 3);
			rejects->n_carry = 0;
		}
	}
}

static void base64_end(struct fr_rejects *rejects)
{
	if (rejects->n_carry)
		put_base64(&rejects->buf, rejects->carry, rejects->n_carry);
	rejects->n_carry = 0;
}

int fr_rejects_add(struct fr_rejects *rejects, const struct fr_error *err, const struct fr_place *place,
		   const char *raw, size_t raw_len, struct fr_error *ret_err)
{
	struct fr_buf *out = &rejects->buf;

	count(rejects, err, place);
	if (rejects->fd < 0)
		return FR_OK;
	put_head(out, err);
	put_source(out, place);
	if (raw && fr_utf8_check(raw, raw_len) == raw_len) {
		fr_json_member_string(out, "raw", raw, raw_len);
	} else if (raw) {
		fr_json_put_name(out, "raw_base64");
		fr_buf_addc(out, '"');
		base64_add(rejects, raw, raw_len);
		base64_end(rejects);
		fr_buf_addc(out, '"');
	}
	fr_buf_adds(out, "}\n");
	return flush_if_large(rejects, ret_err);
}

void fr_rejects_begin(struct fr_rejects *rejects, const struct fr_error *err, const struct fr_place *place)
{
	count(rejects, err, place);
	if (rejects->fd < 0)
		return;
	put_head(&rejects->buf, err);
	fr_json_put_name(&rejects->buf, "raw_base64");
	fr_buf_addc(&rejects->buf, '"');
}

int fr_rejects_piece(struct fr_rejects *rejects, const char *raw, size_t len, struct fr_error *ret_err)
{
	if (rejects->fd < 0)
		return FR_OK;
	base64_add(rejects, raw, len);
	return flush_if_large(rejects, ret_err);
}

int fr_rejects_end(struct fr_rejects *rejects, const struct fr_place *place, struct fr_error *ret_err)
{
	if (rejects->fd < 0)
		return FR_OK;
	base64_end(rejects);
	fr_buf_addc(&rejects->buf, '"');
	put_source(&rejects->buf, place);
	fr_buf_adds(&rejects->buf, "}\n");
	return flush_if_large(rejects, ret_err);
}

int fr_rejects_close(struct fr_rejects *rejects, struct fr_error *ret_err)
{
	int rc = fr_rejects_flush(rejects, ret_err), fd = rejects->fd;

	rejects->fd = -1;
	if (fd >= 0 && close(fd) < 0 && rc == FR_OK)
		rc = fr_fail_errno(ret_err, errno, "writing to %s", rejects->path);
	return rc;
}

uint64_t fr_rejects_count(const struct fr_rejects *rejects)
{
	return rejects->count;
}

void fr_rejects_tell(const struct fr_rejects *rejects, const char *who)
{
	struct fr_buf text = {0};

	for (size_t i = 0; i < rejects->n_kinds; i++) {
		const struct kind *kind = &rejects->kinds[i];

		fr_buf_clear(&text);
		fr_buf_addf(&text, "%s: record %llu", kind->file, (unsigned long long)kind->place.record);
		if (kind->first.byte_off >= 0)
			fr_buf_addf(&text, ", byte %llu",
				    (unsigned long long)kind->place.offset + (uint64_t)kind->first.byte_off);
		fr_buf_addf(&text, ": %s", kind->first.text);
		if (kind->count == 1)
			fr_buf_adds(&text, " (1 rejected)");
		else
			fr_buf_addf(&text, " (%llu rejected: %s; this is the first)", (unsigned long long)kind->count,
				    kind->fault ? kind->fault->text : "several kinds");
		fr_tell(who, fr_buf_str(&text));
	}
	fr_buf_free(&text);
}
