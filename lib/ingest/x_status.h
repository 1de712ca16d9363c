/*
 * x_status.h: a post as X's API v1.1 writes it, and all that descends from that: streams, account archives, the objects
 * that X's own web pages work with.
 *
 * Text: extended_tweet.full_text, full_text, text, in this order (the last is cut where truncated says so). What a
 * repost says is what the original says: its own text is "RT @..." cut to 140 characters. Ids are taken from the
 * members that hold them as strings; a number that has lost digits (1.7e18) is none. Numbers in quotes, as archives
 * write them, are numbers.
 *
 * Source of the members: the samples, and the public v1.1 data dictionary.
 */
#ifndef FR_INGEST_X_STATUS_H
#define FR_INGEST_X_STATUS_H
#include "ingest/intake.h"

/* Long text of a web page's note: {text, entity_set}. Spans without bytes: there is none. */
struct fr_x_words {
	struct fr_json_span status, note;
};

/* Id, time, relations, language and counts. Does it have an id? */
bool fr_x_status_put(struct fr_draft *post, const struct fr_json_span *status);

/* Author: a v1.1 user object. */
void fr_x_status_user(struct fr_draft *post, const struct fr_json_span *user);

/* Text, entities, media and place. */
void fr_x_status_words(struct fr_draft *post, const struct fr_x_words *words);

/* Members of a status that are not known to the intake. */
void fr_x_status_known(struct fr_intake *in, const struct fr_json_span *status);

/* A whole v1.1 status, its user and what it reposts inside it. Does it have an id? */
bool fr_x_status(struct fr_intake *in, const struct fr_json_span *status);
#endif
