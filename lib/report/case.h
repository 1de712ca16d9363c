/*
 * case.h: the case table: what a report remembers of the posts, by case.
 *
 * A case's class and route are those of its lead post: the first one of the highest key (standing; then priority;
 * then having a district; then confidence of the route). If the lead post went to review for want of a place, and
 * another post of standing in the case has a district, the case goes where the best of those posts says (having a
 * station, then confidence, then first). It was received at the earliest time of its posts; it is due at the earliest
 * due of its posts of standing; its link is that of the earliest post that has one. All of this holds for any order of
 * the input but for ties, which the first in the input wins.
 *
 * Standing: a post is a case of its own right, or may be one (reason "unsure"), or nobody has looked (no class), or is
 * not actionable. A case has the standing of its lead post, and is listed unless that is the last: what is in doubt
 * goes before a person's eyes.
 *
 * Owns: copies of what it keeps. Memory: 1.5 KB a case with a text of 500 bytes (measured), and never more than
 * FR_CASE_BYTES_MAX, however many posts it has. Lookup: O(log cases), with no worse case for chosen ids.
 */
#ifndef FR_REPORT_CASE_H
#define FR_REPORT_CASE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "report/post.h"

#define FR_CASE_TEXT_MAX     65536 /* bytes kept of the quoted text, cut between grapheme clusters */
#define FR_CASE_URL_MAX      2048  /* a longer link is not kept: a cut link leads nowhere */
#define FR_CASE_ACCOUNTS_MAX 256   /* distinct accounts counted; then "more than" */
#define FR_CASE_LIST_MAX     16    /* items kept of evidence, alternatives, reasons, copies */
#define FR_CASE_LAW_MAX      40    /* sections kept */
#define FR_CASE_ITEM_COLUMNS 80    /* columns kept of each item */
#define FR_PLATFORMS_MAX     64    /* distinct platforms told apart; the others are counted as "other" */
#define FR_CASE_BYTES_MAX    (224u << 10)

enum fr_standing { FR_STANDING_NONE, FR_STANDING_UNCLASSED, FR_STANDING_UNSURE, FR_STANDING_ACT };

/* Strings, each with a NUL behind it. */
struct fr_items {
	char *bytes;
	size_t len;
};
/* The next one: *pos starts at 0; NULL at the end. */
const char *fr_items_next(const struct fr_items *items, size_t *pos);

struct fr_case_route {
	bool present;
	double confidence;
	char *desk, *district, *station, *office; /* NULL if not said */
	struct fr_items copy_to;
	struct fr_items alternatives;
	struct fr_items reasons; /* kind, text, place, kind, … ("" where one is not said) */
	char *post;              /* id of the post that it is of */
};

struct fr_case_count {
	uint32_t platform; /* fr_case_platform */
	uint32_t n;
};

struct fr_case {
	char *id;
	enum fr_standing standing;
	int priority; /* 1 to 4, FR_NO_PRIORITY */
	double score;
	char *category, *reason, *law_code; /* NULL if not said */
	struct fr_items law;                /* act, section, act, section, … */
	struct fr_items evidence;
	char *post; /* id of the lead post */
	char *text; /* of the lead post */
	size_t text_len;
	size_t text_full_len; /* of which text_len bytes were kept */
	struct fr_case_route lead, placed;
	int64_t first_at, due_at; /* FR_TIME_NONE if no post has one */
	char *url;
	int64_t url_at;
	uint64_t n_posts;                /* records read, n_again included */
	uint64_t n_again;                /* of these, the same post once more */
	struct fr_case_count *platforms; /* of the n_posts - n_again reports */
	size_t n_platforms, cap_platforms;
	uint64_t *accounts; /* sorted */
	size_t n_accounts, cap_accounts;
	bool more_accounts;
	size_t rank_district, rank_station, rank; /* order.h */
};

struct fr_case_table;

/* text_max: bytes to keep of a text, at most FR_CASE_TEXT_MAX. */
struct fr_case_table *fr_case_table_new(size_t text_max);
void fr_case_table_free(struct fr_case_table *table); /* NULL is fine */

/* A post without a case and an id is a case of its own, named "record-" and its ordinal. */
void fr_case_table_add(struct fr_case_table *table, const struct fr_report_post *post, uint64_t ordinal);

/* All cases, in the order of their first posts. */
struct fr_case *const *fr_case_table_all(const struct fr_case_table *table, size_t *ret_n);

/* Name of a platform number of fr_case_count. */
const char *fr_case_platform(const struct fr_case_table *table, uint32_t platform);

/* The route that counts for the case: see above. */
const struct fr_case_route *fr_case_route(const struct fr_case *c);
#endif
