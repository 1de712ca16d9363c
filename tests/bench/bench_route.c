/*
 * fr-route: how long the gazetteer takes to load, what it weighs, and how many posts a second it places.
 *
 *     bench_route FILE [TIMES]     FILE: records, one a line; they are read TIMES times over (default 200)
 *
 * Times are processor time (user and system) of this process, so that a busy machine does not show in them; the load is
 * the median of several.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/mem.h"
#include "core/record.h"
#include "route/route.h"

#define LOADS 15

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct fr_router *load(const char *pack)
{
	double times[LOADS];
	struct fr_router *router = NULL;
	struct fr_error err;
	size_t phrases, bytes;

	for (size_t i = 0; i < LOADS; i++) {
		double start = now();

		fr_router_free(router);
		if (fr_router_load(pack, &(struct fr_route_options){NULL, NULL}, &router, &err) != FR_OK) {
			fprintf(stderr, "bench_route: %s\n", err.text);
			exit(2);
		}
		times[i] = now() - start;
	}
	qsort(times, LOADS, sizeof *times, by_size);
	fr_router_size(router, &phrases, &bytes);
	printf("load  %.1f ms (median of %d)  %zu phrases  %.1f MB of index\n", times[LOADS / 2] * 1e3, LOADS, phrases,
	       (double)bytes / 1e6);
	return router;
}

int main(int argc, char **argv)
{
	char *pack = fr_xasprintf("%s/share/fr/packs/bihar", getenv("FR_TOP") ? getenv("FR_TOP") : ".");
	unsigned long times = argc > 2 ? strtoul(argv[2], NULL, 10) : 200, n = 0;
	struct fr_router *router = load(pack);
	struct fr_record *rec = fr_record_new();
	struct fr_buf out = {0}, all = {0};
	struct fr_place place = {.file = argc > 1 ? argv[1] : ""};
	FILE *file = fopen(place.file, "r");
	struct fr_error err;
	char block[65536];
	double start;
	size_t got;

	if (!file)
		return perror(place.file), 2;
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		fr_buf_add(&all, block, got);
	fclose(file);
	start = now();
	for (unsigned long i = 0; i < times; i++)
		for (const char *line = all.bytes, *end; line < all.bytes + all.len; line = end + 1) {
			end = memchr(line, '\n', (size_t)(all.bytes + all.len - line));
			if (!end)
				break;
			fr_buf_clear(&out);
			if (fr_record_parse(rec, line, (size_t)(end - line), &place, &err) == FR_OK &&
			    fr_route(router, rec, &out, &err) == FR_OK)
				n++;
		}
	printf("place %lu posts, %.0f a second\n", n, (double)n / (now() - start));
	fr_record_free(rec);
	fr_router_free(router);
	fr_buf_free(&out);
	fr_buf_free(&all);
	free(pack);
	return 0;
}
