/*
 * tell.h: figures written down: as text for people, as one JSON object, or as NDJSON, an object a figure or class.
 * Numbers have four decimals in JSON, three in text. Names and posts in text are made safe for a terminal.
 */
#ifndef FR_LEARN_TELL_H
#define FR_LEARN_TELL_H
#include "core/mem.h"
#include "learn/measure.h"

enum fr_tell_format { FR_TELL_TEXT, FR_TELL_JSON, FR_TELL_NDJSON };
#define FR_TELL_FORMATS "text|json|ndjson"

struct fr_tell {
	enum fr_tell_format format;
	size_t columns; /* of text */
};

void fr_tell_figures(const struct fr_tell *how, const struct fr_trial *trial, const struct fr_figures *figures,
		     struct fr_buf *out);
void fr_tell_difference(const struct fr_tell *how, const struct fr_trial *trial, const struct fr_figures figures[2],
			const struct fr_difference *difference, struct fr_buf *out);
void fr_tell_pairs(const struct fr_tell *how, const struct fr_trial *trial, const struct fr_pair_figures *figures,
		   struct fr_buf *out);
#endif
