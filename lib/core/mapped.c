/* Mapped files and spools: see mapped.h. */
#include "core/mapped.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/mem.h"

/* A signal handler is given nothing but an address: this is where it finds whose it is. */
static struct fr_mapped *maps;
static struct sigaction before;
static size_t page_size;

/* Called from the signal handler too. */
static struct fr_mapped *map_of(const char *at)
{
	for (struct fr_mapped *map = maps; map; map = map->next) {
		if (at >= map->bytes && at < map->bytes + map->whole_len)
			return map;
	}
	return NULL;
}

/* Zeros from the page of at to the end of the map, in place of a file that has no such bytes any more. */
static void on_bus_error(int number, siginfo_t *info, void *context)
{
	const char *at = info->si_addr;
	struct fr_mapped *map = map_of(at);
	int saved = errno;
	size_t off;

	(void)context;
	if (map) {
		off = (size_t)(at - map->bytes) & ~(page_size - 1);
		map->cut = true;
		if (mmap((char *)map->bytes + off, map->whole_len - off, PROT_READ,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED) {
			errno = saved;
			return;
		}
	}
	/* Not ours: it comes once more, to whom it came before. */
	sigaction(number, &before, NULL);
	errno = saved;
}

bool fr_mapped_open(struct fr_mapped *map, int fd, size_t len)
{
	struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
	size_t whole;
	char *at;

	page_size = (size_t)sysconf(_SC_PAGESIZE);
	if (!len || len > SIZE_MAX - 2 * page_size) {
		errno = EFBIG;
		return false;
	}
	/* zeros first, the file over them: so there is a NUL behind it even where it fills its last page */
	whole = (len / page_size + 1) * page_size;
	at = mmap(NULL, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (at == MAP_FAILED)
		return false;
	if (mmap(at, len, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
		int saved = errno;

		munmap(at, whole);
		errno = saved;
		return false;
	}
	madvise(at, len, MADV_SEQUENTIAL);
	if (!maps) {
		sigemptyset(&action.sa_mask);
		sigaction(SIGBUS, &action, &before);
	}
	*map = (struct fr_mapped){.bytes = at, .len = len, .whole_len = whole, .next = maps};
	maps = map;
	return true;
}

void fr_mapped_close(struct fr_mapped *map)
{
	struct fr_mapped **link = &maps;

	if (!map->bytes)
		return;
	while (*link && *link != map)
		link = &(*link)->next;
	if (*link)
		*link = map->next;
	munmap((char *)map->bytes, map->whole_len);
	memset(map, 0, sizeof(*map));
	if (!maps)
		sigaction(SIGBUS, &before, NULL);
}

void fr_mapped_drop(const char *from, const char *to)
{
	struct fr_mapped *map = map_of(from);
	size_t first, end;

	/* once it is cut there may be zeros that are no file's; they cost nothing */
	if (!map || map->cut || to <= from)
		return;
	first = (size_t)(from - map->bytes) & ~(page_size - 1);
	end = (size_t)(to - map->bytes);
	end = end < map->len ? end & ~(page_size - 1) : map->len;
	if (end > first)
		madvise((char *)map->bytes + first, end - first, MADV_DONTNEED);
}

int fr_spool_open(int *ret_fd, struct fr_error *err)
{
	const char *folder = getenv("TMPDIR");
	char *name;
	int fd;

	if (!folder || !*folder)
		folder = "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, S_IRUSR | S_IWUSR);
	if (fd < 0) {
		/* a file system, or a kernel, that does not know files without a name */
		name = fr_xasprintf("%s/fr-spool.XXXXXX", folder);
		fd = mkostemp(name, O_CLOEXEC);
		if (fd < 0)
			fr_fail_errno(err, errno, "%s: no temporary file there (set TMPDIR)", folder);
		else
			unlink(name);
		free(name);
	}
	if (fd < 0)
		return FR_FATAL;
	*ret_fd = fd;
	return FR_OK;
}

int fr_spool_write(int fd, const char *bytes, size_t len, struct fr_error *err)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fr_fail_errno(err, errno, "temporary file (in TMPDIR)");
		bytes += n;
		len -= (size_t)n;
	}
	return FR_OK;
}
