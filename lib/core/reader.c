#include "core/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK      (256u << 10)
#define PIPE_BYTES (1 << 20)

const struct fr_fault fr_fault_line_long = {"line-long", "line longer than 64 MiB"};

struct fr_reader {
	const struct fr_strlist *files;
	size_t n_files, next_file;
	fr_flush_fn *flush;
	void *flush_arg;
	int fd; /* -1: none open */
	bool may_wait, at_eof;
	const char *name;
	char *bytes;
	size_t start, end, cap; /* unread bytes are bytes[start..end) */
	struct fr_place place;  /* of the line that was handed out last */
	uint64_t next_off;      /* in the file, of the line that comes next */
	bool in_long;           /* the rest of a line that is too long comes next */
	uint64_t done, total;
};

void fr_pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
		fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
#else
	(void)fd;
#endif
}

static bool is_stdin(const char *name)
{
	return strcmp(name, "-") == 0;
}

/* Adds the file's size to *total, or says that it is not known by *known = false. */
static int look_at(const char *name, uint64_t *total, bool *known, struct fr_error *err)
{
	struct stat st;

	if (is_stdin(name) ? fstat(STDIN_FILENO, &st) < 0 : stat(name, &st) < 0)
		return fr_fail_errno(err, errno, "%s", name);
	if (S_ISDIR(st.st_mode))
		return fr_fail_errno(err, EISDIR, "%s", name);
	if (!is_stdin(name) && access(name, R_OK) < 0)
		return fr_fail_errno(err, errno, "%s", name);
	if (S_ISREG(st.st_mode))
		*total += (uint64_t)st.st_size;
	else
		*known = false;
	return FR_OK;
}

int fr_reader_open(const struct fr_strlist *files, fr_flush_fn *flush, void *arg, struct fr_reader **ret,
		   struct fr_error *err)
{
	struct fr_reader *reader;
	uint64_t total = 0;
	bool known = true;
	int rc = files->n ? FR_OK : look_at("-", &total, &known, err);

	for (size_t i = 0; rc == FR_OK && i < files->n; i++)
		rc = look_at(files->items[i], &total, &known, err);
	if (rc != FR_OK)
		return rc;
	reader = fr_xcalloc(1, sizeof *reader);
	reader->files = files;
	reader->n_files = files->n ? files->n : 1;
	reader->flush = flush;
	reader->flush_arg = arg;
	reader->fd = -1;
	reader->total = known ? total : 0;
	reader->cap = BLOCK * 2;
	reader->bytes = fr_xmalloc(reader->cap);
	*ret = reader;
	return FR_OK;
}

static void close_file(struct fr_reader *reader)
{
	if (reader->fd > STDIN_FILENO)
		close(reader->fd);
	reader->fd = -1;
}

void fr_reader_free(struct fr_reader *reader)
{
	if (!reader)
		return;
	close_file(reader);
	free(reader->bytes);
	free(reader);
}

static int open_next(struct fr_reader *reader, struct fr_error *err)
{
	struct stat st;

	close_file(reader);
	reader->name = reader->files->n ? reader->files->items[reader->next_file] : "-";
	reader->next_file++;
	reader->fd = is_stdin(reader->name) ? STDIN_FILENO : open(reader->name, O_RDONLY | O_CLOEXEC);
	if (reader->fd < 0)
		return fr_fail_errno(err, errno, "%s", reader->name);
	reader->may_wait = fstat(reader->fd, &st) < 0 || !S_ISREG(st.st_mode);
	if (reader->may_wait)
		fr_pipe_widen(reader->fd);
	reader->at_eof = false;
	reader->start = reader->end = 0;
	reader->place = (struct fr_place){.file = reader->name};
	reader->next_off = 0;
	reader->in_long = false;
	return FR_OK;
}

/* Would a read of fd wait now? */
static bool would_wait(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	return poll(&p, 1, 0) == 0;
}

/* One read into the room behind end, which must be there. Sets at_eof. */
static int fill(struct fr_reader *reader, struct fr_error *err)
{
	ssize_t n;

	if (reader->may_wait && would_wait(reader->fd)) {
		int rc = reader->flush ? reader->flush(reader->flush_arg, err) : FR_OK;

		if (rc != FR_OK)
			return rc;
	}
	do
		n = read(reader->fd, reader->bytes + reader->end, reader->cap - reader->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return fr_fail_errno(err, errno, "%s: byte %llu", reader->name, (unsigned long long)reader->done);
	if (n == 0)
		reader->at_eof = true;
	reader->end += (size_t)n;
	reader->done += (uint64_t)n;
	return FR_OK;
}

/* Room for a block behind end: moves what is unread to the front, then grows. */
static void make_room(struct fr_reader *reader)
{
	if (reader->start) {
		memmove(reader->bytes, reader->bytes + reader->start, reader->end - reader->start);
		reader->end -= reader->start;
		reader->start = 0;
	}
	if (reader->cap - reader->end < BLOCK) {
		reader->cap *= 2;
		reader->bytes = fr_xrealloc(reader->bytes, reader->cap);
	}
}

static int take_bom(struct fr_reader *reader, struct fr_error *err)
{
	int rc = FR_OK;

	while (rc == FR_OK && !reader->at_eof && reader->end < 3)
		rc = fill(reader, err);
	if (rc == FR_OK && reader->end >= 3 && memcmp(reader->bytes, "\xEF\xBB\xBF", 3) == 0) {
		reader->start = 3;
		reader->next_off = 3;
	}
	return rc;
}

static bool blank_line(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r')
			return false;
	return true;
}

enum { AT_END = -1 };

/* The beginning of a line that is too long: what is behind it comes by fr_reader_rest. */
static int begin_long(struct fr_reader *reader, const char **ret_line, size_t *ret_len, struct fr_error *err)
{
	*ret_line = reader->bytes + reader->start;
	*ret_len = FR_LINE_MAX;
	reader->start += FR_LINE_MAX;
	reader->in_long = true;
	return fr_reject(err, &fr_fault_line_long, FR_LINE_MAX, NULL);
}

/* The next line of the file that is open, or AT_END. */
static int next_in_file(struct fr_reader *reader, const char **ret_line, size_t *ret_len, struct fr_error *err)
{
	size_t seen = 0;

	for (;;) {
		const char *from = reader->bytes + reader->start, *newline;
		size_t unread = reader->end - reader->start;
		int rc;

		newline = unread > seen ? memchr(from + seen, '\n', unread - seen) : NULL;
		if ((newline ? (size_t)(newline - from) : unread) > FR_LINE_MAX)
			return begin_long(reader, ret_line, ret_len, err);
		if (newline || (reader->at_eof && unread)) {
			*ret_line = from;
			*ret_len = newline ? (size_t)(newline - from) : unread;
			reader->start += *ret_len + (newline ? 1 : 0);
			return FR_OK;
		}
		if (reader->at_eof)
			return AT_END;
		seen = unread;
		make_room(reader);
		rc = fill(reader, err);
		if (rc != FR_OK)
			return rc;
	}
}

static int ensure_open(struct fr_reader *reader, struct fr_error *err)
{
	int rc;

	if (reader->fd >= 0)
		return FR_OK;
	if (reader->next_file == reader->n_files)
		return FR_STOP;
	rc = open_next(reader, err);
	return rc == FR_OK ? take_bom(reader, err) : rc;
}

int fr_reader_next(struct fr_reader *reader, const char **ret_line, size_t *ret_len, struct fr_place *ret_place,
		   struct fr_error *err)
{
	int rc;

	for (;;) {
		rc = ensure_open(reader, err);
		if (rc != FR_OK)
			return rc;
		rc = next_in_file(reader, ret_line, ret_len, err);
		if (rc == AT_END) {
			close_file(reader);
			continue;
		}
		if (rc != FR_OK && rc != FR_REJECT)
			return rc;
		reader->place.record++;
		reader->place.offset = reader->next_off;
		reader->place.length = *ret_len;
		reader->next_off += *ret_len + (rc == FR_OK ? 1 : 0);
		*ret_place = reader->place;
		if (rc == FR_REJECT || !blank_line(*ret_line, *ret_len))
			return rc;
	}
}

int fr_reader_rest(struct fr_reader *reader, const char **ret_piece, size_t *ret_len, struct fr_place *ret_place,
		   struct fr_error *err)
{
	const char *newline;
	int rc;

	*ret_len = 0;
	while (reader->in_long) {
		*ret_piece = reader->bytes + reader->start;
		newline = memchr(*ret_piece, '\n', reader->end - reader->start);
		*ret_len = (newline ? newline : reader->bytes + reader->end) - *ret_piece;
		reader->start += *ret_len;
		if (newline) {
			reader->start++;
			reader->next_off++;
			reader->in_long = false;
		}
		reader->place.length += *ret_len;
		reader->next_off += *ret_len;
		if (*ret_len)
			break;
		if (reader->at_eof)
			reader->in_long = false;
		if (!reader->in_long)
			break;
		make_room(reader);
		rc = fill(reader, err);
		if (rc != FR_OK)
			return rc;
	}
	*ret_place = reader->place;
	return FR_OK;
}

void fr_reader_progress(const struct fr_reader *reader, uint64_t *ret_done, uint64_t *ret_total)
{
	*ret_done = reader->done;
	*ret_total = reader->total;
}
