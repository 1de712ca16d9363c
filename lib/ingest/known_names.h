/*
 * known_names.h: long lists of the names that platforms are known to write, for fr_intake_known.
 *
 * Sources: the samples, the public code of Telegram Desktop's exporter, the reference of the Graph API.
 */
#ifndef FR_INGEST_KNOWN_NAMES_H
#define FR_INGEST_KNOWN_NAMES_H
#include <stddef.h>

struct fr_names {
	const char *const *names; /* in the order of strcmp */
	size_t n;
};

extern const struct fr_names fr_names_telegram; /* of a message */
extern const struct fr_names fr_names_graph;    /* of a post, comment, message or medium */
#endif
