/* mastodon.h: a status of Mastodon's API, for captures that hold such objects. */
#ifndef FR_INGEST_MASTODON_H
#define FR_INGEST_MASTODON_H
#include "core/json.h"
#include "ingest/draft.h"

/* Fill post from it. False: it has no id. */
bool fr_mastodon_status(struct fr_draft *post, const struct fr_json_span *status);
#endif
