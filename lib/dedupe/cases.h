/*
 * cases.h: the cases of a run, and to which of them a post belongs.
 *
 * A post is compared with the first post of each case, never with a case's other posts, so that cases don't chain. In
 * this order:
 *   same-post  its key was seen before.
 *   text       its canonical text is that of a case's first post (likeness 1), or near to it: a likeness, estimated by
 *              MinHash, of at least the threshold. Of several the likest, of equals the oldest case.
 *
 * What holds an alike text apart, because gluing two incidents together costs more than seeing one twice:
 *   - both are routed, to different districts or stations (a case that has no place yet takes that of its first copy
 *     that has one);
 *   - each has a number (phone, date, pincode, plate) or a name that the other lacks (telling.h);
 *   - each has words of the matter that the other lacks (a word exchanged in a form letter), and the likeness is not
 *     higher by half of what the threshold leaves to 1;
 *   - too little is said: fewer than FR_MATTER_MIN different words that carry the matter ("please help sir" is nobody's
 *     copy); for a near copy also fewer than FR_NEAR_SHINGLES runs of characters, of which no estimate is to be
 * trusted.
 *
 * A text that was cut off ("...", "see more") also joins the case, or makes the case, of the full one: the opening
 * words are the same, and as much is shared as if the rest were, too.
 *
 * Case ids: 48 bits of XXH3 over the key of the case's first post, so that the same input has the same ids, and ids
 * don't depend on what else is in the stream. If two first posts of a run meet in those bits, the later one is hashed
 * anew.
 *
 * Owns: everything it is told. Memory: see fr_cases_memory; some 380 bytes a case, 20 a further post.
 * Limits: UINT32_MAX - 1 cases; near copies are looked for among the first FR_LSH_ITEMS; ids of FR_CASE_ID_MAX bytes.
 * Time: bounded a post, whatever came before.
 */
#ifndef FR_DEDUPE_CASES_H
#define FR_DEDUPE_CASES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "dedupe/canon.h"
#include "dedupe/minhash.h"

#define FR_CASE_ID_MAX    1024
#define FR_CASE_THRESHOLD 0.5
#define FR_MATTER_MIN     4
#define FR_NEAR_SHINGLES  40

enum fr_case_why { FR_WHY_FIRST, FR_WHY_SAME_POST, FR_WHY_TEXT };

/* What a post is placed by. All borrowed for the call. */
struct fr_case_post {
	const char *id; /* as in the record, at most FR_CASE_ID_MAX bytes; may be empty */
	size_t id_len;
	uint64_t key;                 /* fr_case_key of what identifies it */
	const struct fr_canon *canon; /* NULL: no text to go by */
	uint64_t district, station;   /* hashes; 0: not known */
};

struct fr_case_verdict {
	uint64_t case_id; /* 48 bits */
	enum fr_case_why why;
	double likeness; /* 0 to 1, of a copy */
	const char *of;  /* id of the case's first post; valid until the next post is placed */
	size_t of_len;
};

struct fr_cases;

/* threshold: least likeness of a near copy, 0 to 1; 1: exact copies only. */
struct fr_cases *fr_cases_new(double threshold);
void fr_cases_free(struct fr_cases *cases);

uint64_t fr_case_key(const void *bytes, size_t len);

void fr_cases_place(struct fr_cases *cases, const struct fr_case_post *post, struct fr_case_verdict *ret);

/* Number of cases, and bytes of memory in use for all of them. */
size_t fr_cases_count(const struct fr_cases *cases);
size_t fr_cases_memory(const struct fr_cases *cases);
#endif
