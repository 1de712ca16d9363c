/*
 * shim.c: a library to preload (faults.t) that makes calls of a program go wrong.
 *
 * FR_FAULT_SHORT=1: every read and write does a few bytes only, and every third is interrupted first (EINTR).
 * FR_FAULT_CALL=NAME FR_FAULT_NTH=N: the Nth call of read, write, fsync, close, rename or malloc fails, and all behind
 * it: a full disk stays full. malloc counts realloc and calloc too, those that the program itself makes: libcrypto and
 * ICU crash by themselves when they get no memory as they start.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

/* glibc's own names of what malloc and friends do: dlsym allocates, so it can't be asked */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static long n_calls;

static int fails(const char *call, int why)
{
	static const char *name, *nth;

	if (!nth) {
		name = getenv("FR_FAULT_CALL");
		nth = getenv("FR_FAULT_NTH");
		if (!nth)
			nth = "";
	}
	if (!name || strcmp(name, call) != 0 || ++n_calls < atol(nth))
		return 0;
	errno = why;
	return 1;
}

/* Is the address in the program, not in one of its libraries? */
static int in_program(const void *address)
{
	Dl_info program, info;

	return dladdr((const void *)getauxval(AT_ENTRY), &program) && dladdr(address, &info) &&
	       program.dli_fbase == info.dli_fbase;
}

static int no_memory(const void *caller)
{
	const char *name = getenv("FR_FAULT_CALL");

	return name && strcmp(name, "malloc") == 0 && in_program(caller) && fails("malloc", ENOMEM);
}

/* How many of len bytes a call may move; 0: it is interrupted. */
static size_t some_of(size_t len)
{
	static unsigned n;

	if (!getenv("FR_FAULT_SHORT"))
		return len;
	n++;
	if (n % 3 == 0)
		return 0;
	return len > 1 + n % 7 ? 1 + n % 7 : len;
}

typedef ssize_t read_fn(int, void *, size_t);
typedef ssize_t write_fn(int, const void *, size_t);
typedef int fd_fn(int);
typedef int rename_fn(const char *, const char *);

ssize_t read(int fd, void *bytes, size_t len)
{
	size_t some = some_of(len);

	if (fails("read", EIO))
		return -1;
	if (len && !some) {
		errno = EINTR;
		return -1;
	}
	return ((read_fn *)dlsym(RTLD_NEXT, "read"))(fd, bytes, some);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	size_t some = some_of(len);

	if (fails("write", ENOSPC))
		return -1;
	if (len && !some) {
		errno = EINTR;
		return -1;
	}
	return ((write_fn *)dlsym(RTLD_NEXT, "write"))(fd, bytes, some);
}

int fsync(int fd)
{
	return fails("fsync", EIO) ? -1 : ((fd_fn *)dlsym(RTLD_NEXT, "fsync"))(fd);
}

int close(int fd)
{
	int rc = ((fd_fn *)dlsym(RTLD_NEXT, "close"))(fd);

	return fails("close", EIO) ? -1 : rc;
}

int rename(const char *from, const char *to)
{
	return fails("rename", EACCES) ? -1 : ((rename_fn *)dlsym(RTLD_NEXT, "rename"))(from, to);
}

void *malloc(size_t size)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return no_memory(__builtin_return_address(0)) ? NULL : __libc_realloc(p, size);
}
