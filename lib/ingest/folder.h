/*
 * folder.h: the files under a folder, in an order that is always the same.
 *
 * Names are sorted by their bytes, a folder's files and folders together. Hidden files and folders (".name") are passed
 * over; links are not followed, so that an export can't lead out of itself or round in a circle; what is neither file
 * nor folder is passed over. Memory: the names of all files, at most FR_FOLDER_FILES_MAX.
 */
#ifndef FR_INGEST_FOLDER_H
#define FR_INGEST_FOLDER_H
#include <stdbool.h>
#include "core/error.h"
#include "core/mem.h"

#define FR_FOLDER_FILES_MAX 1000000
#define FR_FOLDER_DEPTH_MAX 64

struct fr_folder {
	struct fr_strlist files; /* paths, that of the folder in front */
	unsigned long n_passed;  /* links, devices, pipes */
};

/* Is this the path of a folder (or of a link to one)? */
bool fr_folder_is(const char *path);

/* All zero before. FR_FATAL: it can't be read, or is over a limit; err says where. */
int fr_folder_walk(const char *path, struct fr_folder *ret, struct fr_error *err);
void fr_folder_free(struct fr_folder *folder);
#endif
