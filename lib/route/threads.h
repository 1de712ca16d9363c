/*
 * threads.h: where the posts of this run were placed, so that an answer that names no place can take its root's.
 *
 * Owns: the ids of the last FR_THREADS_MAX posts that were placed or looked up, with their places; the one that was not
 * asked for longest goes first. Ids of more than FR_THREAD_ID_MAX bytes are not kept.
 * Memory: 2.3 MB, however long the stream is. Cost: O(length of the id).
 */
#ifndef FR_ROUTE_THREADS_H
#define FR_ROUTE_THREADS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_THREADS_MAX   16384
#define FR_THREAD_ID_MAX 112

struct fr_threads;

struct fr_threads_place {
	uint32_t station; /* place, 0: not known */
	uint16_t area;
	bool rail; /* railway ground */
};

struct fr_threads *fr_threads_new(void);
void fr_threads_free(struct fr_threads *threads);

/* Remember where the post of this id was placed; a place that it had before is forgotten. */
void fr_threads_put(struct fr_threads *threads, const char *id, size_t len, const struct fr_threads_place *place);

/* False: that id is not known. */
bool fr_threads_get(struct fr_threads *threads, const char *id, size_t len, struct fr_threads_place *ret);
#endif
