/* The files under a folder: see folder.h. */
#include "ingest/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool fr_folder_is(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in the folder fd, sorted. fd is closed. */
static bool read_names(int fd, struct fr_strlist *names)
{
	DIR *dir = fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		close(fd);
		return false;
	}
	while (names->n <= FR_FOLDER_FILES_MAX && (errno = 0, entry = readdir(dir))) {
		if (entry->d_name[0] != '.')
			fr_strlist_add(names, entry->d_name);
	}
	if (errno) {
		closedir(dir);
		return false;
	}
	closedir(dir);
	if (names->n)
		qsort(names->items, names->n, sizeof(*names->items), compare);
	return true;
}

static int walk(const char *path, unsigned depth, struct fr_folder *folder, struct fr_error *err)
{
	/* the operand itself may be a link; nothing in it is followed */
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth ? O_NOFOLLOW : 0)), rc = FR_OK;
	struct fr_strlist names = {0};
	size_t len = strlen(path);
	struct stat st;

	if (depth == FR_FOLDER_DEPTH_MAX) {
		rc = fr_fail(err, FR_FATAL, "%s: more than %d folders deep", path, FR_FOLDER_DEPTH_MAX);
		if (fd >= 0)
			close(fd);
	} else if (fd < 0 || !read_names(fd, &names)) {
		rc = fr_fail_errno(err, errno, "%s", path);
	}
	for (size_t i = 0; i < names.n && rc == FR_OK; i++) {
		char *name = fr_xasprintf("%s%s%s", path, len && path[len - 1] == '/' ? "" : "/", names.items[i]);

		if (lstat(name, &st))
			folder->n_passed++;
		else if (S_ISDIR(st.st_mode))
			rc = walk(name, depth + 1, folder, err);
		else if (!S_ISREG(st.st_mode))
			folder->n_passed++;
		else if (folder->files.n == FR_FOLDER_FILES_MAX)
			rc = fr_fail(err, FR_FATAL, "%s: more than %d files in a folder", path, FR_FOLDER_FILES_MAX);
		else
			fr_strlist_add(&folder->files, name);
		free(name);
	}
	fr_strlist_free(&names);
	return rc;
}

int fr_folder_walk(const char *path, struct fr_folder *ret, struct fr_error *err)
{
	return walk(path, 0, ret, err);
}

void fr_folder_free(struct fr_folder *folder)
{
	fr_strlist_free(&folder->files);
}
