#include "core/share.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/mem.h"

#define DEFAULT_PACK "bihar"

#ifndef FR_DATADIR
#define FR_DATADIR "/usr/local/share/fr"
#endif

static bool is_pack(const char *folder)
{
	char *file = fr_xasprintf("%s/pack.json", folder);
	bool there = access(file, F_OK) == 0;

	free(file);
	return there;
}

/* The folder of the running program, without a slash at its end; NULL if the kernel does not say. */
static char *program_folder(void)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return fr_xstrdup(path);
}

/* Folders that may hold packs, in the order in which they are tried. */
static void pack_folders(struct fr_strlist *ret)
{
	/* PREFIX/bin beside PREFIX/share/fr; build/MODE/bin in a checkout */
	static const char *const near[] = {"../share/fr/packs", "../../../share/fr/packs"};
	const char *path = getenv("FR_PACK_PATH");
	char *folder = program_folder(), *joined;

	for (size_t len; path && *path; path += len + (path[len] == ':')) {
		len = strcspn(path, ":");
		if (!len)
			continue;
		joined = fr_xstrndup(path, len);
		fr_strlist_add(ret, joined);
		free(joined);
	}
	for (size_t i = 0; folder && i < sizeof near / sizeof *near; i++) {
		joined = fr_xasprintf("%s/%s", folder, near[i]);
		fr_strlist_add(ret, joined);
		free(joined);
	}
	fr_strlist_add(ret, FR_DATADIR "/packs");
	free(folder);
}

int fr_share_pack(const char *option, char **ret_path, struct fr_error *err)
{
	const char *name = option ? option : getenv("FR_PACK");
	struct fr_strlist folders = {0};
	struct fr_buf tried = {0};
	int rc = FR_OK;

	if (!name || !*name)
		name = DEFAULT_PACK;
	if (strchr(name, '/')) {
		if (!is_pack(name))
			return fr_fail(err, FR_FATAL, "no pack in %s: there is no pack.json", name);
		*ret_path = fr_xstrdup(name);
		return FR_OK;
	}
	pack_folders(&folders);
	for (size_t i = 0; i < folders.n; i++) {
		char *folder = fr_xasprintf("%s/%s", folders.items[i], name);

		if (is_pack(folder)) {
			*ret_path = folder;
			goto out;
		}
		fr_buf_addf(&tried, "%s%s", i ? ", " : "", folder);
		free(folder);
	}
	rc = fr_fail(err, FR_FATAL, "no pack '%s': looked for pack.json in %s (FR_PACK_PATH adds folders)", name,
		     fr_buf_str(&tried));
out:
	fr_strlist_free(&folders);
	fr_buf_free(&tried);
	return rc;
}
