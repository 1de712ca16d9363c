/*
 * classify.h: what a post is, how urgent, whether anybody has to act, under which law, and the words that say so.
 *
 * Knows the rules of a pack (fr-pack(5)); fr-classify(1) tells how they are weighed. In short: a folded post is read
 * once by an automaton over all words of the pack. Each category adds the weights (log-odds) of its terms and of pairs
 * of stem sets that stand close together, each further piece counting less than the one before; context cues are added
 * up a reason ("closed_news", "own_post") and held against the best category; what asks for help speaks for it.
 *
 * Owns: the rules and the working memory of one classifier, reused from post to post: nothing is allocated for a post
 * once it has grown to the longest. Not for use by two threads at once.
 * Limits: FR_CLASSIFY_HITS_MAX words of the rules looked at in a post, FR_CLASSIFY_EVIDENCE_MAX pieces of evidence
 * told, each of at most FR_CLASSIFY_SLICE_MAX bytes; text as fold.h limits it.
 * Source of the rules of weighing: this project's own; of the facts in the pack: its SOURCES.md.
 */
#ifndef FR_CLASSIFY_CLASSIFY_H
#define FR_CLASSIFY_CLASSIFY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"
#include "classify/lang.h"

#define FR_CLASSIFY_HITS_MAX     4096
#define FR_CLASSIFY_EVIDENCE_MAX 32
#define FR_CLASSIFY_SLICE_MAX    256
#define FR_CLASSIFY_LABELS_MAX   6
#define FR_CLASSIFY_MARKS_MAX    16

struct fr_classifier;

/*
 * Load the pack in folder and the terms tables named in extra (NULL: none). FR_FATAL: anything missing or wrong; err
 * names file and line.
 */
int fr_classifier_load(const char *folder, const struct fr_strlist *extra, struct fr_classifier **ret,
		       struct fr_error *err);
void fr_classifier_free(struct fr_classifier *cl); /* NULL is fine */

/*
 * What somebody else thinks of the post, a trained model for one: probabilities of labels, and the words that spoke
 * most for the label that it names. The labels themselves are told once, to fr_classifier_expect.
 */
struct fr_opinion_words {
	size_t start, len; /* bytes of the text */
	double weight;     /* above 0; only their ratio matters */
};
#define FR_OPINION_WORDS_MAX 3

struct fr_opinion {
	size_t label;    /* the one that it names */
	const double *p; /* by label */
	struct fr_opinion_words words[FR_OPINION_WORDS_MAX];
	size_t n_words;
	const struct fr_folded *folded; /* the post's text; only looked at by fr_classify_by_opinion */
};

/*
 * The labels that opinions will be about: their names and their shares among posts at large, both copied. Returns how
 * many of them are categories of the pack.
 */
size_t fr_classifier_expect(struct fr_classifier *cl, const char *const *labels, const double *priors, size_t n);

/* A post, as far as it matters here. All strings are borrowed and may be NULL with length 0. */
struct fr_post {
	const char *text;
	size_t text_len;
	const char *platform, *kind, *handle; /* record members platform, kind, author.handle */
	size_t platform_len, kind_len, handle_len;
	int64_t posted_at;                /* seconds UTC, or FR_TIME_NONE */
	const struct fr_opinion *opinion; /* weighed with the rules; NULL: none */
};

struct fr_label {
	const char *category;
	double score; /* 0 to 1 */
};

struct fr_evidence {
	const char *category; /* that it speaks for or against */
	const char *rule;
	double weight;
	size_t start, len; /* bytes of the text */
};

/* The answer. Strings belong to the classifier and live as long as it. */
struct fr_verdict {
	const char *category;
	double score;
	int priority; /* 1 to 4 */
	bool actionable;
	const char *reason; /* why not, or "unsure"; NULL for a plain yes */
	int64_t respond_minutes;
	struct fr_language language;
	bool law_before, law_after; /* which sections are told: those before and from the new law's first day */
	const char *marks[FR_CLASSIFY_MARKS_MAX];
	size_t n_marks;
	struct fr_label labels[FR_CLASSIFY_LABELS_MAX]; /* best first */
	size_t n_labels;
	struct fr_evidence evidence[FR_CLASSIFY_EVIDENCE_MAX]; /* strongest first */
	size_t n_evidence;
	const char *const *laws; /* sections, each as JSON; until the next post */
	size_t n_laws;
};

void fr_classify(struct fr_classifier *cl, const struct fr_post *post, struct fr_verdict *ret);

/*
 * The verdict of the post's opinion alone, which must be there: category is its label, score its probability. Of a
 * label that the pack knows, the pack says whether it is a case, how urgent and under which law, without the context
 * that the rules would find; one that it does not know is no case, for the reason "not_in_pack".
 */
void fr_classify_by_opinion(struct fr_classifier *cl, const struct fr_post *post, struct fr_verdict *ret);

/* Append the verdict as the value of the record's member class. */
void fr_verdict_put(const struct fr_verdict *verdict, const struct fr_post *post, struct fr_buf *out);

/*
 * Append the verdict for people: a line with the decision; the post on one line, made safe for a terminal, with the
 * words that decided marked (in colour, or between « and »); a line a piece of evidence: weight, category, rule, words;
 * and what else the post could be. id: of the record; id_len 0: it has none.
 */
void fr_verdict_explain(const struct fr_verdict *verdict, const struct fr_post *post, const char *id, size_t id_len,
			bool colour, struct fr_buf *out);
#endif
