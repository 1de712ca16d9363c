/*
 * cases.h: the cases of a stream, and to which of them a post belongs.
 *
 * A post goes to the case with the strongest reason, in this order:
 *   same-post  its key was seen before.
 *   text       its canonical text is one of a case's first texts (likeness 1), or near to one: an estimated likeness of
 *              at least the threshold. Of several the likest, of equals the oldest case.
 *   media      the same file by its hash (or its name and size).
 *   link       the same link, unless the stream has taught that it is a common one (anchors.h).
 *   thread     it repeats, quotes or answers a post of the case.
 *   incident   other words, but the same category, district and day, and enough rare words in common (incident.h).
 * Each reason either joins the post to the case or only suggests the case to a person: suggested are also further cases
 * that it might have joined.
 *
 * What holds a post apart, because gluing two incidents together costs more than seeing one twice:
 *   - both are routed, to different districts or stations (a case that has no place yet takes that of its first member
 *     that has one), or the case's last post lies farther off than the window: not even suggested;
 *   - alike texts, of which each has a number (phone, date, pincode, plate) or a name that the other lacks;
 *   - alike texts in which a word of which nothing is known was exchanged for another such (a village, for all one can
 *     tell), unless both are of one station; or any words of the matter, where the likeness is not higher by half of
 * what the threshold leaves to 1: only suggested;
 *   - media, link and thread, where both are actionable but of different categories: only suggested. So is an answer
 *     with much to say that has not a word in common with the case;
 *   - too little is said: fewer than FR_MATTER_MIN different words that carry the matter ("please help sir" is nobody's
 *     copy); for a near copy also fewer than FR_NEAR_SHINGLES runs of characters.
 *
 * A text that was cut off ("...", "see more") also joins the case, or makes the case, of the full one: the opening
 * words are the same, and as much is shared as if the rest were, too.
 *
 * Case ids: 48 bits of XXH3 over the key of the case's first post, so that the same input has the same ids, and ids
 * don't depend on what else is in the stream. If two first posts meet in those bits, the later one is hashed anew.
 *
 * Time is that of the posts: one without time counts as of the one before it. Cases whose last post lies more than a
 * window behind are dropped whenever the number of cases has grown by a quarter and FR_PURGE_MIN; "behind" what all but
 * one in a hundred cases have reached, so that a wrong clock drops nothing. All depends on the posts and their order
 * alone, so that a stream may be saved and gone on with anywhere (state.h).
 *
 * Owns: everything it is told. Memory: see fr_cases_memory and fr-dedupe(1). Limits: UINT32_MAX - 1 cases; near copies
 * among the first FR_LSH_ITEMS; ids of FR_CASE_ID_MAX bytes. Time: bounded a post, whatever came before.
 */
#ifndef FR_DEDUPE_CASES_H
#define FR_DEDUPE_CASES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "dedupe/canon.h"

#define FR_CASE_ID_MAX    1024
#define FR_CASE_THRESHOLD 0.5
#define FR_CASE_WINDOW    (7 * 86400)
#define FR_CASE_MAYBES    3
#define FR_MATTER_MIN     4
#define FR_NEAR_SHINGLES  40
#define FR_PURGE_MIN      4096

/* In order of strength. */
enum fr_case_why {
	FR_WHY_FIRST,
	FR_WHY_SAME_POST,
	FR_WHY_TEXT,
	FR_WHY_MEDIA,
	FR_WHY_LINK,
	FR_WHY_THREAD,
	FR_WHY_INCIDENT
};

/* What ties a post to others besides its words. */
enum fr_tie_kind { FR_TIE_MEDIA, FR_TIE_LINK, FR_TIE_REPOST, FR_TIE_QUOTE, FR_TIE_REPLY };

struct fr_tie {
	uint64_t hash; /* of posts: fr_case_key of the id; else of the value, different for each kind */
	enum fr_tie_kind kind;
};

/* What a post is placed by. All borrowed for the call. */
struct fr_case_post {
	const char *id; /* as in the record, at most FR_CASE_ID_MAX bytes; may be empty */
	size_t id_len;
	uint64_t key;                 /* fr_case_key of what identifies it */
	const struct fr_canon *canon; /* NULL: no text to go by */
	uint64_t district, station;   /* hashes; 0: not known */
	uint64_t category;            /* hash, of an actionable post; else 0 */
	bool no_case;                 /* classed, and not actionable */
	const int64_t *at;            /* seconds UTC; NULL: not known */
	const struct fr_tie *ties;
	size_t n_ties;
	uint64_t author;   /* hash; 0: not known. Only kept, for collapse.h */
	unsigned platform; /* likewise; less than 32 */
};

struct fr_case_ref {
	uint64_t case_id; /* 48 bits */
	enum fr_case_why why;
	double likeness; /* 0 to 1; of an incident, of their telling words */
	const char *of;  /* id of the case's first post; valid until the next post is placed */
	size_t of_len;
};

struct fr_case_verdict {
	struct fr_case_ref to;
	struct fr_case_ref maybe[FR_CASE_MAYBES];
	size_t n_maybe;
};

struct fr_cases_options {
	double threshold; /* least likeness of a near copy, 0 to 1; 1: exact copies only */
	int64_t window;   /* seconds */
};

struct fr_cases;

struct fr_cases *fr_cases_new(const struct fr_cases_options *options);
void fr_cases_free(struct fr_cases *cases);

uint64_t fr_case_key(const void *bytes, size_t len);

void fr_cases_place(struct fr_cases *cases, const struct fr_case_post *post, struct fr_case_verdict *ret);

/*
 * An analyst's word. Merge: posts of case b go to case a from now on. Unmerge: the post with this id is no part of the
 * case; it gets one of its own, to which its copies go once it has been read again. FR_FATAL: no such case, or the post
 * isn't of it, or is its first post; err says so.
 */
int fr_cases_merge(struct fr_cases *cases, const char *a, const char *b, struct fr_error *err);
int fr_cases_unmerge(struct fr_cases *cases, const char *case_id, const char *post_id, struct fr_error *err);

/* Number of cases, and bytes of memory in use for all of them. */
size_t fr_cases_count(const struct fr_cases *cases);
size_t fr_cases_memory(const struct fr_cases *cases);
#endif
