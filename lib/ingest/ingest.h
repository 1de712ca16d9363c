/*
 * ingest.h: the door of the room: one export in, records out.
 *
 * Knows: containers (source.h), which format an input has (format.h), and what every record must have (draft.h). What a
 * platform writes is known by one file a format. Nothing here prints: what there is to say goes to a struct fr_sink.
 */
#ifndef FR_INGEST_INGEST_H
#define FR_INGEST_INGEST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/record.h"
#include "core/time.h"

struct fr_ingest_format;
struct fr_map;

/* Where records and everything else that happens go. Functions return FR_OK, FR_STOP or FR_FATAL. */
struct fr_sink {
	void *arg;
	int (*record)(void *arg, const char *line, size_t len);
	int (*reject)(void *arg, const struct fr_error *err, const struct fr_place *place, const char *raw, size_t len);
	void (*note)(void *arg, const char *text);
	void (*failed)(void *arg, const struct fr_error *err); /* an input, or a member of it, that can't be used */
	void (*progress)(void *arg, uint64_t done, uint64_t total);
	int (*flush)(void *arg); /* the next read may wait */
};

enum fr_date_order { FR_ORDER_AUTO, FR_ORDER_DMY, FR_ORDER_MDY, FR_ORDER_YMD, FR_ORDER_YDM };
#define FR_DATE_ORDERS "auto|dmy|mdy|ymd|ydm" /* in the order of the enum */

/* From since on, before until: seconds UTC, FR_TIME_NONE for no limit. Records without a time are inside. */
struct fr_ingest_span {
	int64_t since, until;
};

struct fr_ingest_options {
	const struct fr_ingest_format *format; /* NULL: by content */
	const struct fr_zone *zone;            /* of local times */
	const char *zone_name;
	enum fr_date_order order;
	const struct fr_map *map;          /* NULL: columns by their names */
	const struct fr_ingest_span *span; /* NULL: all times */
};

/*
 * Read all of path ("-": standard input). FR_OK also when parts of it were rejected or it was not recognised: the sink
 * has heard of it. FR_STOP: passed on from the sink. FR_FATAL: it can't be opened or read.
 */
int fr_ingest_file(const char *path, const struct fr_ingest_options *options, const struct fr_sink *sink,
		   struct fr_error *err);

/* The same over bytes in memory under a name: for tests and fuzzing. */
int fr_ingest_memory(const char *name, const char *bytes, size_t len, const struct fr_ingest_options *options,
		     const struct fr_sink *sink, struct fr_error *err);

/* Append the table of --list-formats. */
void fr_ingest_list_formats(struct fr_buf *out);
#endif
