#include "route/threads.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "route/lexicon.h"

#define N_SLOTS (FR_THREADS_MAX * 2)

struct post {
	struct fr_threads_place place;
	uint16_t newer, older; /* in the order of use; entry 0 is the ring's end */
	uint16_t next;         /* in its slot */
	uint8_t len;
	char id[FR_THREAD_ID_MAX];
};

struct fr_threads {
	struct post posts[FR_THREADS_MAX + 1];
	uint16_t slots[N_SLOTS];
	size_t n;
};

struct fr_threads *fr_threads_new(void)
{
	return fr_xcalloc(1, sizeof(struct fr_threads));
}

void fr_threads_free(struct fr_threads *threads)
{
	free(threads);
}

static uint16_t *slot_of(struct fr_threads *t, const char *id, size_t len)
{
	return &t->slots[fr_lexicon_hash(0, id, len) % N_SLOTS];
}

/* The link that leads to the post of this id, or to 0 at the end of its slot. */
static uint16_t *find(struct fr_threads *t, const char *id, size_t len)
{
	uint16_t *at = slot_of(t, id, len);

	while (*at && (t->posts[*at].len != len || memcmp(t->posts[*at].id, id, len) != 0))
		at = &t->posts[*at].next;
	return at;
}

static void take_out(struct fr_threads *t, const struct post *post)
{
	t->posts[post->newer].older = post->older;
	t->posts[post->older].newer = post->newer;
}

static void make_newest(struct fr_threads *t, uint16_t i)
{
	t->posts[i].newer = 0;
	t->posts[i].older = t->posts[0].older;
	t->posts[t->posts[0].older].newer = i;
	t->posts[0].older = i;
}

/* A free entry: a new one, or that of the post that was not asked for longest. */
static uint16_t free_one(struct fr_threads *t)
{
	uint16_t i;

	if (t->n < FR_THREADS_MAX)
		return (uint16_t)++t->n;
	i = t->posts[0].newer;
	*find(t, t->posts[i].id, t->posts[i].len) = t->posts[i].next;
	take_out(t, &t->posts[i]);
	return i;
}

void fr_threads_put(struct fr_threads *t, const char *id, size_t len, const struct fr_threads_place *place)
{
	uint16_t i, *slot;

	if (!len || len > FR_THREAD_ID_MAX)
		return;
	i = *find(t, id, len);
	if (i) {
		take_out(t, &t->posts[i]);
	} else {
		i = free_one(t);
		slot = slot_of(t, id, len);
		t->posts[i].next = *slot;
		*slot = i;
		memcpy(t->posts[i].id, id, len);
		t->posts[i].len = (uint8_t)len;
	}
	t->posts[i].place = *place;
	make_newest(t, i);
}

bool fr_threads_get(struct fr_threads *t, const char *id, size_t len, struct fr_threads_place *ret)
{
	uint16_t i = len && len <= FR_THREAD_ID_MAX ? *find(t, id, len) : 0;

	if (!i)
		return false;
	take_out(t, &t->posts[i]);
	make_newest(t, i);
	*ret = t->posts[i].place;
	return true;
}
