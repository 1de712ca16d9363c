/*
 * beside.h: other members of an archive, or other files of a folder, looked at out of their turn.
 *
 * What an export says in one place belongs to the records of another: whose it is (owner.h), the whole text of a post
 * that is cut (x_notes.h). Members come in any order, so where one has not been seen yet and the archive is a file,
 * its members are gone through once more. What is broken there is not said here: it has its turn.
 */
#ifndef FR_INGEST_BESIDE_H
#define FR_INGEST_BESIDE_H
#include <stdbool.h>
#include <stddef.h>

struct fr_intake;

#define FR_BESIDE_LOOKS_MAX 16 /* times that an archive of archives is gone through for one of them */

/* A whole member or file, a byte order mark taken off; valid during the call. True: that was it. */
typedef bool fr_beside_fn(void *arg, const char *s, size_t len);

/*
 * Members of the archive that the current one stands in (not of one around it, nor inside) whose name is wanted, until
 * take has what it wants. Nothing happens where the archive can't be read again, or was, too often.
 */
void fr_beside_look(struct fr_intake *in, bool (*wanted)(const char *member), fr_beside_fn *take, void *arg);

/* The same for one file; nothing happens if it is not there. */
void fr_beside_file(const char *path, fr_beside_fn *take, void *arg);
#endif
