/*
 * graph_object.h: one object of Facebook's Graph API, with what stands inside it, as records. The shapes around it:
 * facebook_graph.c.
 */
#ifndef FR_INGEST_GRAPH_OBJECT_H
#define FR_INGEST_GRAPH_OBJECT_H
#include "ingest/feed.h"

#define FR_GRAPH_LEVELS 4 /* of comments in comments; what is deeper is counted */

/* What is known around the object. All zero: nothing. Strings may be empty. */
struct fr_graph {
	struct fr_buf object, edge;       /* the page of an API is of: "1_2" and "comments" */
	struct fr_buf page_id, page_name; /* the page, group or account around its posts */
	struct fr_buf thread;             /* id of the post that comments stand in, "facebook:1_2" */
	struct fr_buf post;               /* its last part, "2" */
	struct fr_buf parents[FR_GRAPH_LEVELS];
};

void fr_graph_free(struct fr_graph *graph);

/* Hand on what the object is: a post with its comments, a comment with its replies, a message, a conversation. */
int fr_graph_take(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, struct fr_error *err);
#endif
