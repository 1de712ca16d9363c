/*
 * replay.c: main of a fuzz target that is run as a test: the empty input, then every file named or standing in a folder
 * named on the command line, in the order of their names. A target that finds something aborts.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "core/mem.h"

#define BLOCK 65536

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t n_inputs;

static void fail(const char *path)
{
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	exit(2);
}

static void replay(const void *bytes, size_t len)
{
	/* a block of its exact size, so that a sanitizer sees the first byte read behind it */
	uint8_t *copy = fr_xmalloc(len ? len : 1);

	if (len)
		memcpy(copy, bytes, len);
	LLVMFuzzerTestOneInput(copy, len);
	free(copy);
	n_inputs++;
}

static void replay_file(const char *path)
{
	struct fr_buf buf = {0};
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		fail(path);
	do {
		fr_buf_reserve(&buf, BLOCK);
		n = fread(buf.bytes + buf.len, 1, BLOCK, f);
		buf.len += n;
	} while (n > 0);
	if (ferror(f))
		fail(path);
	fclose(f);
	replay(buf.bytes, buf.len);
	fr_buf_free(&buf);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void replay_folder(const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, visible, alphasort);

	if (n < 0)
		fail(path);
	for (int i = 0; i < n; i++) {
		char *file = fr_xasprintf("%s/%s", path, entries[i]->d_name);

		replay_file(file);
		free(file);
		free(entries[i]);
	}
	free(entries);
}

int main(int argc, char **argv)
{
	struct stat st;

	replay("", 0);
	for (int i = 1; i < argc; i++) {
		if (stat(argv[i], &st) < 0)
			fail(argv[i]);
		if (S_ISDIR(st.st_mode))
			replay_folder(argv[i]);
		else
			replay_file(argv[i]);
	}
	printf("%zu inputs\n", n_inputs);
	return 0;
}
