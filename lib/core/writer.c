#include "core/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/reader.h"

#define BLOCK (256u << 10)

struct fr_writer {
	int fd;
	char *path;      /* final name; NULL for standard output */
	char *temporary; /* NULL when written directly */
	struct fr_buf buf;
	int failed; /* the answer that ended the writing, or FR_OK */
	struct fr_error why;
	bool closed;
};

/*
 * The one temporary file that a signal must remove. A process has one output file at a time; rejects are written under
 * their own name as they come.
 */
static char *volatile signal_temporary;

static void on_signal(int signo)
{
	if (signal_temporary)
		unlink(signal_temporary);
	signal(signo, SIG_DFL);
	raise(signo);
}

static void catch_signals(void)
{
	static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
	struct sigaction action = {.sa_handler = on_signal}, before;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(signals[i], &action, NULL);
}

/* Permissions of the finished file: those of the file it replaces, else what the umask leaves of rw-rw-rw-. */
static mode_t final_mode(const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0)
		return st.st_mode & 07777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int open_named(struct fr_writer *writer, struct fr_error *err)
{
	struct stat st;

	if (stat(writer->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		writer->fd = open(writer->path, O_WRONLY | O_CLOEXEC);
		return writer->fd < 0 ? fr_fail_errno(err, errno, "%s", writer->path) : FR_OK;
	}
	writer->temporary = fr_xasprintf("%s.XXXXXX", writer->path);
	writer->fd = mkstemp(writer->temporary);
	if (writer->fd < 0) {
		int why = errno;

		free(writer->temporary);
		writer->temporary = NULL;
		return fr_fail_errno(err, why, "%s", writer->path);
	}
	fcntl(writer->fd, F_SETFD, FD_CLOEXEC);
	signal_temporary = writer->temporary;
	catch_signals();
	fchmod(writer->fd, final_mode(writer->path));
	return FR_OK;
}

int fr_writer_open(const char *path, struct fr_writer **ret, struct fr_error *err)
{
	struct fr_writer *writer = fr_xcalloc(1, sizeof *writer);
	int rc = FR_OK;

	writer->fd = STDOUT_FILENO;
	if (path && strcmp(path, "-") != 0) {
		writer->path = fr_xstrdup(path);
		rc = open_named(writer, err);
	}
	if (rc != FR_OK) {
		free(writer->path);
		free(writer);
		return rc;
	}
	fr_pipe_widen(writer->fd);
	*ret = writer;
	return FR_OK;
}

static int fail(struct fr_writer *writer, int errno_value, struct fr_error *err)
{
	if (errno_value == EPIPE)
		writer->failed = FR_STOP;
	else
		writer->failed = fr_fail_errno(&writer->why, errno_value, "writing to %s",
					       writer->path ? writer->path : "standard output");
	*err = writer->why;
	return writer->failed;
}

int fr_writer_flush(struct fr_writer *writer, struct fr_error *err)
{
	size_t done = 0;

	if (writer->failed) {
		*err = writer->why;
		return writer->failed;
	}
	while (done < writer->buf.len) {
		ssize_t n = write(writer->fd, writer->buf.bytes + done, writer->buf.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(writer, errno, err);
		done += (size_t)n;
	}
	fr_buf_clear(&writer->buf);
	return FR_OK;
}

struct fr_buf *fr_writer_buf(struct fr_writer *writer)
{
	return &writer->buf;
}

int fr_writer_added(struct fr_writer *writer, struct fr_error *err)
{
	return writer->buf.len < BLOCK ? FR_OK : fr_writer_flush(writer, err);
}

int fr_writer_put(struct fr_writer *writer, const char *bytes, size_t len, struct fr_error *err)
{
	fr_buf_add(&writer->buf, bytes, len);
	return fr_writer_added(writer, err);
}

static int close_fd(struct fr_writer *writer)
{
	int fd = writer->fd;

	writer->fd = -1;
	return fd < 0 || close(fd) == 0 ? 0 : errno;
}

/* Data and name both reach the disk before the run says that it is done. */
static int sync_and_rename(struct fr_writer *writer, struct fr_error *err)
{
	int why;

	if (fsync(writer->fd) < 0)
		return fail(writer, errno, err);
	why = close_fd(writer);
	if (why)
		return fail(writer, why, err);
	if (rename(writer->temporary, writer->path) < 0)
		return fail(writer, errno, err);
	signal_temporary = NULL;
	free(writer->temporary);
	writer->temporary = NULL;
	return FR_OK;
}

int fr_writer_close(struct fr_writer *writer, struct fr_error *err)
{
	int rc = fr_writer_flush(writer, err), why;

	if (rc != FR_OK)
		return rc;
	writer->closed = true;
	if (writer->temporary)
		return sync_and_rename(writer, err);
	why = close_fd(writer);
	return why ? fail(writer, why, err) : FR_OK;
}

void fr_writer_abandon(struct fr_writer *writer)
{
	if (writer->temporary) {
		unlink(writer->temporary);
		signal_temporary = NULL;
		free(writer->temporary);
		writer->temporary = NULL;
		close_fd(writer);
	}
	writer->closed = true;
}

void fr_writer_free(struct fr_writer *writer)
{
	if (!writer)
		return;
	fr_writer_abandon(writer);
	free(writer->path);
	fr_buf_free(&writer->buf);
	free(writer);
}

bool fr_writer_is_terminal(const struct fr_writer *writer)
{
	return isatty(writer->fd) == 1;
}
