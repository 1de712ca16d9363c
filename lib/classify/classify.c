#include "classify/classify.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "classify/lang.h"
#include "classify/weigh.h"
#include "core/json.h"
#include "core/time.h"
#include "core/utf8.h"

/*
 * How evidence becomes a decision, in log-odds. A category starts at BIAS, so that one strong phrase alone (3) is a
 * yes, one passing word (1) is not. What asks for help adds up to REQUEST_MAX; how sure a category can make a post is
 * capped at SURE_MAX before context is taken off, so that a film's trailer full of shots stays a trailer.
 */
#define BIAS             (-2.2)
#define REQUEST_MAX      1.2
#define SURE_MAX         3.4
#define YES              0.35    /* above: a case; between: unsure, a person looks */
#define NO               (-0.35) /* below: no case */
#define REASON_SHARE     0.3     /* what further reasons add to the strongest */
#define REASON_MIN       1.0     /* a weaker reason is not named */
#define LABEL_MIN        (-1.7)
#define THANKS_LEAD      0.5 /* by which thanks or a question must beat the best complaint */
#define THANKS_TAKEN_OFF 5.0 /* by mockery and by thanks in advance */
#define OWN_POST         100.0
#define STRUCK           1.5       /* against the rest, where something was denied */
#define DENIED           "negated" /* reason where all that spoke for a case was denied */

/*
 * An opinion's log-odds against those of meeting the label at all do not count in full, since it has read the same
 * words as the rules. It can open a case for which the rules have no words, does not outweigh two clear rules, and its
 * doubt counts less than its belief. Chosen on tests/classify, see there.
 */
#define OPINION_SHARE  0.7
#define OPINION_MAX    3.2
#define OPINION_MIN    (-1.0)
#define OPINION_NO_MAX 0.7 /* of not_actionable: what nobody has words for may yet be a case */
#define OPINION_RULE   "model"

struct fr_classifier {
	struct fr_rules *rules;
	struct fr_weighing weighing;
	struct fr_langs *langs; /* NULL: the pack has no table of languages */
	const char **laws;      /* of the last verdict */
	int own_post;           /* gate, or -1 */
	struct expected *expected;
	size_t n_expected;
};

/* A label that opinions are about. */
struct expected {
	char *name;
	int category;    /* -1: not of the pack */
	double log_odds; /* of meeting it at all */
};

int fr_classifier_load(const char *folder, const struct fr_strlist *extra, struct fr_classifier **ret,
		       struct fr_error *err)
{
	struct fr_classifier *cl = fr_xcalloc(1, sizeof(*cl));
	int rc;

	rc = fr_rules_load(folder, extra, &cl->rules, err);
	if (rc == FR_OK)
		rc = fr_langs_load(folder, &cl->langs, err);
	if (rc != FR_OK) {
		fr_rules_free(cl->rules);
		free(cl);
		return rc;
	}
	fr_weighing_init(&cl->weighing, cl->rules);
	cl->laws = fr_xcalloc(cl->rules->n_laws + 1, sizeof(*cl->laws));
	cl->own_post = fr_rules_gate(cl->rules, "own_post", strlen("own_post"));
	*ret = cl;
	return FR_OK;
}

void fr_classifier_free(struct fr_classifier *cl)
{
	if (!cl)
		return;
	fr_weighing_free(&cl->weighing);
	fr_langs_free(cl->langs);
	fr_rules_free(cl->rules);
	for (size_t k = 0; k < cl->n_expected; k++)
		free(cl->expected[k].name);
	free(cl->expected);
	free(cl->laws);
	free(cl);
}

static double log_odds(double p)
{
	p = p < 1e-6 ? 1e-6 : p > 1 - 1e-6 ? 1 - 1e-6 : p;
	return log(p / (1 - p));
}

size_t fr_classifier_expect(struct fr_classifier *cl, const char *const *labels, const double *priors, size_t n)
{
	size_t known = 0;

	cl->expected = fr_xcalloc(n + 1, sizeof(*cl->expected));
	cl->n_expected = n;
	for (size_t k = 0; k < n; k++) {
		cl->expected[k] = (struct expected){fr_xstrdup(labels[k]), fr_rules_category(cl->rules, labels[k]),
						    log_odds(priors[k])};
		known += cl->expected[k].category >= 0;
	}
	return known;
}

/* What an opinion adds to the log-odds of one of its labels. */
static double opinion_weight(const struct fr_classifier *cl, const struct fr_opinion *opinion, size_t label)
{
	double weight = OPINION_SHARE * (log_odds(opinion->p[label]) - cl->expected[label].log_odds);

	return weight > OPINION_MAX ? OPINION_MAX : weight < OPINION_MIN ? OPINION_MIN : weight;
}

static bool is(const char *s, size_t len, const char *word)
{
	return s && strlen(word) == len && memcmp(s, word, len) == 0;
}

/* ASCII letters' case apart, as platforms compare handles. */
static bool same_handle(const char *s, size_t len, const char *lower)
{
	size_t n = strlen(lower);

	if (len > 0 && s[0] == '@') {
		s++;
		len--;
	}
	if (len != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s[i] >= 'A' && s[i] <= 'Z' ? s[i] + ('a' - 'A') : s[i]) != lower[i])
			return false;
	return true;
}

static bool is_own(const struct fr_rules *rules, const struct fr_post *post)
{
	for (size_t i = 0; i < rules->n_handles; i++)
		if (is(post->platform, post->platform_len, rules->handles[i].platform) && post->handle &&
		    same_handle(post->handle, post->handle_len, rules->handles[i].handle))
			return true;
	return false;
}

/* Written to the centre or under its posts: phrases of a press note in it are quoted. */
static bool is_addressed(const struct fr_post *post)
{
	static const char *const kinds[] = {"reply", "comment", "message", "mail", "form"};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (is(post->kind, post->kind_len, kinds[i]))
			return true;
	return false;
}

/*
 * 1 / (1 + e^-x), by the series for e^(-x/64) and six squarings: the same bytes whichever libm is there. x is cut to
 * +-20, where three decimals no longer move.
 */
static double logistic(double x)
{
	double t, e;

	x = x > 20 ? 20 : x < -20 ? -20 : x;
	t = -x / 64;
	e = 1 + t * (1 + t / 2 * (1 + t / 3 * (1 + t / 4 * (1 + t / 5))));
	for (int i = 0; i < 6; i++)
		e *= e;
	return 1 / (1 + e);
}

static double at_most(double x, double max)
{
	return x < max ? x : max;
}

/* What the post adds up to. */
struct sums {
	double category[FR_CATEGORIES_MAX]; /* log-odds */
	double request, reason;             /* for and against anybody having to act */
	int gate;                           /* the strongest reason against, or -1 */
	bool thanks_taken_off, lowered;
};

static void sum_gates(const struct fr_classifier *cl, const struct fr_post *post, struct sums *sums)
{
	const struct fr_rules *rules = cl->rules;
	const struct fr_weighing *w = &cl->weighing;
	double best = 0, rest = 0;
	bool home = false;

	for (size_t i = 0; i < rules->n_gates; i++)
		home |= rules->gates[i].effect == FR_GATE_HOME && fr_gate_set_has(&w->found, i);
	for (size_t i = 0; i < rules->n_gates; i++) {
		const struct fr_gate *gate = &rules->gates[i];
		double sum = fr_tally_sum(&w->gates[i]);

		if (gate->own_post && is_own(rules, post))
			sum = OWN_POST;
		else if ((gate->own_post && is_addressed(post)) || (gate->other_state && home))
			continue;
		if (sum <= 0)
			continue;
		switch (gate->effect) {
		case FR_GATE_NO:
			rest += sum;
			if (sum > best) {
				best = sum;
				sums->gate = (int)i;
			}
			break;
		case FR_GATE_REQUEST:
			sums->request += sum;
			break;
		case FR_GATE_NOT_THANKS:
			sums->thanks_taken_off = true;
			break;
		case FR_GATE_LOWER:
			sums->lowered = true;
			break;
		default:
			break;
		}
	}
	if (w->struck) {
		rest += STRUCK;
		if (best < STRUCK) {
			best = STRUCK;
			sums->gate = -1;
		}
	}
	sums->request = at_most(sums->request, REQUEST_MAX);
	sums->reason = best + REASON_SHARE * (rest - best);
}

static void sum_up(const struct fr_classifier *cl, const struct fr_post *post, struct sums *sums)
{
	const struct fr_rules *rules = cl->rules;

	*sums = (struct sums){.gate = -1};
	sum_gates(cl, post, sums);
	for (size_t i = 0; i < rules->n_categories; i++) {
		sums->category[i] = BIAS + fr_tally_sum(&cl->weighing.categories[i]);
		if (rules->categories[i].no_case && sums->thanks_taken_off)
			sums->category[i] -= THANKS_TAKEN_OFF;
	}
	for (size_t k = 0; post->opinion && k < cl->n_expected; k++) {
		int at = cl->expected[k].category;
		double weight = opinion_weight(cl, post->opinion, k);

		if (at >= 0 && (size_t)at != rules->none)
			sums->category[at] += weight;
		else if (at >= 0 && weight > 0)
			sums->reason += weight < OPINION_NO_MAX ? weight : OPINION_NO_MAX;
	}
}

/* The best category in which a case is opened (cases), or the best of the others; the first of equals. */
static size_t best_of(const struct fr_rules *rules, const struct sums *sums, bool cases)
{
	size_t best = rules->none;

	for (size_t i = 0; i < rules->n_categories; i++) {
		if (i == rules->none || !rules->categories[i].no_case != cases)
			continue;
		if (best == rules->none || sums->category[i] > sums->category[best])
			best = i;
	}
	return best;
}

static void no_case(const struct fr_rules *rules, struct fr_verdict *v, const char *reason, double score)
{
	v->category = rules->categories[rules->none].id;
	v->score = score;
	v->priority = FR_P4;
	v->actionable = false;
	v->reason = reason;
	v->respond_minutes = rules->categories[rules->none].respond;
}

/*
 * The band of a category in this post, and the minutes that go with it. A graver category that is a yes by itself lends
 * its band: a rape that a station will not write down is a complaint about the station, but no less urgent for it.
 */
static void set_priority(const struct fr_classifier *cl, const struct sums *sums, size_t at, struct fr_verdict *v)
{
	const struct fr_category *category = &cl->rules->categories[at];
	int band = category->priority;

	for (size_t i = 0; i < cl->rules->n_gates; i++)
		if (category->raise[i] && category->raise[i] < band && fr_gate_set_has(&cl->weighing.found, i))
			band = category->raise[i];
	for (size_t i = 0; i < cl->rules->n_categories; i++)
		if (!cl->rules->categories[i].no_case && sums->category[i] >= YES &&
		    cl->rules->categories[i].priority < band)
			band = cl->rules->categories[i].priority;
	v->respond_minutes = category->respond;
	if (band < category->priority && cl->rules->respond_at[band] < v->respond_minutes)
		v->respond_minutes = cl->rules->respond_at[band];
	if (sums->lowered && band < FR_P3)
		band++;
	if (v->reason && band < FR_P3)
		band = FR_P3; /* unsure */
	v->priority = band;
}

/*
 * Chooses between a case, thanks or a question, and nothing. Returns the category whose evidence is told first.
 */
static size_t decide(const struct fr_classifier *cl, const struct sums *sums, struct fr_verdict *v)
{
	const struct fr_rules *rules = cl->rules;
	size_t best = best_of(rules, sums, true), other = best_of(rules, sums, false);
	double plain = sums->category[best];
	double yes = at_most(plain, SURE_MAX) + (plain > LABEL_MIN ? sums->request : 0) - sums->reason;
	double aside = sums->category[other];

	if (other != rules->none && aside >= YES && aside > at_most(plain, yes) + THANKS_LEAD &&
	    sums->reason < OWN_POST) {
		v->category = rules->categories[other].id;
		v->score = logistic(aside);
		v->priority = rules->categories[other].priority;
		v->reason = rules->categories[other].no_case;
		v->respond_minutes = rules->categories[other].respond;
		return other;
	}
	if (best == rules->none || yes < NO) {
		bool gated = sums->gate >= 0 && sums->reason >= REASON_MIN;

		no_case(rules, v,
			gated                 ? rules->gates[sums->gate].name
			: cl->weighing.struck ? DENIED
					      : rules->categories[rules->none].no_case,
			logistic(-yes));
		return best;
	}
	v->category = rules->categories[best].id;
	v->score = logistic(yes);
	v->actionable = true;
	v->reason = yes < YES ? "unsure" : NULL;
	set_priority(cl, sums, best, v);
	return best;
}

/* Context that an officer wants to see beside the class. */
static void set_marks(const struct fr_classifier *cl, size_t at, struct fr_verdict *v)
{
	const struct fr_rules *rules = cl->rules;

	for (size_t i = 0; i < rules->n_gates && v->n_marks < FR_CLASSIFY_MARKS_MAX; i++) {
		enum fr_gate_effect effect = rules->gates[i].effect;
		bool told = effect == FR_GATE_MARK || effect == FR_GATE_LOWER || effect == FR_GATE_NOT_THANKS ||
			    (effect == FR_GATE_RAISE && rules->categories[at].raise[i]);

		if (told && fr_gate_set_has(&cl->weighing.found, i))
			v->marks[v->n_marks++] = rules->gates[i].name;
	}
}

static void add_label(struct fr_verdict *v, const char *category, double score)
{
	size_t i = v->n_labels;

	while (i > 0 && v->labels[i - 1].score < score) {
		if (i < FR_CLASSIFY_LABELS_MAX)
			v->labels[i] = v->labels[i - 1];
		i--;
	}
	if (i >= FR_CLASSIFY_LABELS_MAX)
		return;
	v->labels[i] = (struct fr_label){category, score};
	if (v->n_labels < FR_CLASSIFY_LABELS_MAX)
		v->n_labels++;
}

static void set_labels(const struct fr_rules *rules, const struct sums *sums, struct fr_verdict *v)
{
	if (v->category == rules->categories[rules->none].id)
		add_label(v, v->category, v->score);
	for (size_t i = 0; i < rules->n_categories; i++)
		if (i != rules->none && sums->category[i] > LABEL_MIN)
			add_label(v, rules->categories[i].id, logistic(sums->category[i]));
}

static bool is_label(const struct fr_verdict *v, const char *category)
{
	for (size_t i = 0; i < v->n_labels; i++)
		if (v->labels[i].category == category)
			return true;
	return false;
}

/* Whose evidence a piece is, or NULL if it is not told: gates that only mark or ask are not. */
static const char *piece_category(const struct fr_rules *rules, const struct fr_piece *piece,
				  const struct fr_verdict *v, size_t told)
{
	if (!piece->gate) {
		const char *id = rules->categories[piece->owner].id;

		return is_label(v, id) || piece->owner == told ? id : NULL;
	}
	switch (rules->gates[piece->owner].effect) {
	case FR_GATE_NO:
	case FR_GATE_NOT_BEFORE:
	case FR_GATE_NOT_BEHIND:
		return rules->categories[rules->none].id;
	case FR_GATE_LOWER:
	case FR_GATE_NOT_THANKS:
		return rules->categories[told].id;
	case FR_GATE_RAISE:
		return rules->categories[told].raise[piece->owner] ? rules->categories[told].id : NULL;
	default:
		return NULL;
	}
}

static bool stronger(const struct fr_evidence *a, const struct fr_evidence *b)
{
	double x = fabs(a->weight), y = fabs(b->weight);

	return x != y ? x > y : a->start < b->start;
}

/* At most FR_CLASSIFY_SLICE_MAX bytes, cut at a character's end. */
static void cut(const struct fr_post *post, struct fr_evidence *e)
{
	if (e->len <= FR_CLASSIFY_SLICE_MAX)
		return;
	e->len = FR_CLASSIFY_SLICE_MAX;
	while (e->len > 0 && ((unsigned char)post->text[e->start + e->len] & 0xc0) == 0x80)
		e->len--;
}

/* The bytes of a piece. */
static void slice(const struct fr_weighing *w, const struct fr_piece *piece, const struct fr_post *post,
		  struct fr_evidence *e)
{
	assert(post->text);
	fr_folded_source(&w->fold, piece->first, piece->last, &e->start, &e->len);
	cut(post, e);
}

/* Among the strongest, strongest first. */
static void add_evidence(struct fr_verdict *v, const struct fr_evidence *e)
{
	size_t i = v->n_evidence;

	while (i > 0 && stronger(e, &v->evidence[i - 1])) {
		if (i < FR_CLASSIFY_EVIDENCE_MAX)
			v->evidence[i] = v->evidence[i - 1];
		i--;
	}
	if (i >= FR_CLASSIFY_EVIDENCE_MAX)
		return;
	v->evidence[i] = *e;
	if (v->n_evidence < FR_CLASSIFY_EVIDENCE_MAX)
		v->n_evidence++;
}

/* The weight of an opinion, parted among the words that it goes by. */
static void add_opinion(const struct fr_classifier *cl, const struct fr_post *post, double weight, struct fr_verdict *v)
{
	const struct fr_opinion *opinion = post->opinion;
	const char *category = cl->expected[opinion->label].name;
	double all = 0;

	for (size_t i = 0; i < opinion->n_words; i++)
		all += opinion->words[i].weight;
	for (size_t i = 0; i < opinion->n_words; i++) {
		const struct fr_opinion_words *words = &opinion->words[i];
		struct fr_evidence e = {category, OPINION_RULE, weight * words->weight / all, words->start, words->len};

		cut(post, &e);
		add_evidence(v, &e);
	}
}

static void set_evidence(const struct fr_classifier *cl, const struct fr_post *post, size_t told, struct fr_verdict *v)
{
	const struct fr_weighing *w = &cl->weighing;

	for (size_t p = 0; p < w->n_pieces; p++) {
		const struct fr_piece *piece = &w->pieces[p];
		const char *category = piece_category(cl->rules, piece, v, told);
		struct fr_evidence e = {.category = category, .rule = piece->rule};

		if (!category)
			continue;
		e.weight = piece->gate && strcmp(category, FR_CATEGORY_NONE) != 0 ? 0 : (double)piece->weight;
		slice(w, piece, post, &e);
		add_evidence(v, &e);
	}
	if (post->opinion && cl->expected[post->opinion->label].category >= 0 &&
	    opinion_weight(cl, post->opinion, post->opinion->label) > 0)
		add_opinion(cl, post, opinion_weight(cl, post->opinion, post->opinion->label), v);
}

static bool any_gate(const struct fr_gate_set *a, const struct fr_gate_set *b)
{
	for (size_t i = 0; i < sizeof(a->bits) / sizeof(*a->bits); i++)
		if (a->bits[i] & b->bits[i])
			return true;
	return false;
}

/* The law of the day on which the post was written; both laws where that day is not known. */
static void set_laws(struct fr_classifier *cl, const struct fr_post *post, size_t at, struct fr_verdict *v)
{
	const struct fr_rules *rules = cl->rules;
	bool known = post->posted_at != FR_TIME_NONE;

	v->law_before = !known || post->posted_at < rules->pack->new_law_at;
	v->law_after = !known || post->posted_at >= rules->pack->new_law_at;
	v->laws = cl->laws;
	for (size_t i = 0; i < rules->n_laws; i++) {
		const struct fr_law *law = &rules->laws[i];

		if (law->category != at || (law->period == FR_LAW_OLD && !v->law_before) ||
		    (law->period == FR_LAW_NEW && !v->law_after))
			continue;
		if (law->always || any_gate(&law->when, &cl->weighing.found))
			cl->laws[v->n_laws++] = law->json;
	}
}

void fr_classify(struct fr_classifier *cl, const struct fr_post *post, struct fr_verdict *ret)
{
	struct sums sums;
	size_t told;

	memset(ret, 0, sizeof(*ret));
	fr_classify_weigh(&cl->weighing, cl->rules, post->text ? post->text : "", post->text ? post->text_len : 0);
	fr_language_of(cl->langs, &cl->weighing.fold, &ret->language);
	if (is(post->kind, post->kind_len, "system") || cl->weighing.fold.n_words == 0) {
		no_case(cl->rules, ret, "no_text", 1);
		add_label(ret, ret->category, ret->score);
		return;
	}
	sum_up(cl, post, &sums);
	told = decide(cl, &sums, ret);
	set_marks(cl, told, ret);
	set_labels(cl->rules, &sums, ret);
	set_evidence(cl, post, told, ret);
	if (ret->actionable)
		set_laws(cl, post, told, ret);
}

void fr_classify_by_opinion(struct fr_classifier *cl, const struct fr_post *post, struct fr_verdict *ret)
{
	const struct fr_opinion *opinion = post->opinion;
	const struct expected *named = &cl->expected[opinion->label];
	size_t at = named->category >= 0 ? (size_t)named->category : cl->rules->none;
	const struct fr_category *category = &cl->rules->categories[at];

	memset(ret, 0, sizeof(*ret));
	memset(&cl->weighing.found, 0, sizeof(cl->weighing.found));
	fr_language_of(cl->langs, opinion->folded, &ret->language);
	ret->category = named->name;
	ret->score = opinion->p[opinion->label];
	ret->actionable = !category->no_case;
	ret->priority = ret->actionable ? category->priority : FR_P4;
	ret->reason = named->category >= 0 ? category->no_case : "not_in_pack";
	ret->respond_minutes = category->respond;
	for (size_t k = 0; k < cl->n_expected; k++)
		add_label(ret, cl->expected[k].name, opinion->p[k]);
	if (log_odds(ret->score) > named->log_odds)
		add_opinion(cl, post, log_odds(ret->score) - named->log_odds, ret);
	if (ret->actionable)
		set_laws(cl, post, at, ret);
}

static void put_law(const struct fr_verdict *v, struct fr_buf *out)
{
	if (v->n_laws == 0)
		return;
	fr_json_put_name(out, "law");
	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "code", v->law_before && v->law_after ? "both" : v->law_before ? "ipc" : "bns");
	fr_json_put_name(out, "sections");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < v->n_laws; i++) {
		fr_json_put_comma(out);
		fr_buf_adds(out, v->laws[i]);
	}
	fr_buf_adds(out, "]}");
}

static void put_evidence(const struct fr_verdict *v, const struct fr_post *post, struct fr_buf *out)
{
	fr_json_put_name(out, "evidence");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < v->n_evidence; i++) {
		const struct fr_evidence *e = &v->evidence[i];

		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, "category", e->category);
		fr_json_member_cstring(out, "rule", e->rule);
		fr_json_member_fixed(out, "weight", e->weight, 2);
		fr_json_member_string(out, "text", post->text + e->start, e->len);
		fr_json_member_int(out, "start", (int64_t)e->start);
		fr_json_member_int(out, "end", (int64_t)(e->start + e->len));
		fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
}

void fr_verdict_put(const struct fr_verdict *v, const struct fr_post *post, struct fr_buf *out)
{
	static const char *const bands[] = {"P4", "P1", "P2", "P3", "P4"};

	fr_buf_addc(out, '{');
	fr_json_member_cstring(out, "category", v->category);
	fr_json_member_fixed(out, "score", v->score, 3);
	fr_json_member_cstring(out, "priority", bands[v->priority]);
	fr_json_member_bool(out, "actionable", v->actionable);
	if (v->reason)
		fr_json_member_cstring(out, "reason", v->reason);
	fr_json_member_int(out, "respond_minutes", v->respond_minutes);
	if (v->language.lang) {
		fr_json_member_cstring(out, "lang", v->language.lang);
		fr_json_member_fixed(out, "lang_score", v->language.score, 3);
		fr_json_member_cstring(out, "script", v->language.script);
	}
	if (v->n_marks) {
		fr_json_put_name(out, "marks");
		fr_buf_addc(out, '[');
		for (size_t i = 0; i < v->n_marks; i++) {
			fr_json_put_comma(out);
			fr_json_put_cstring(out, v->marks[i]);
		}
		fr_buf_addc(out, ']');
	}
	put_law(v, out);
	fr_json_put_name(out, "labels");
	fr_buf_addc(out, '[');
	for (size_t i = 0; i < v->n_labels; i++) {
		fr_json_put_comma(out);
		fr_buf_addc(out, '{');
		fr_json_member_cstring(out, "category", v->labels[i].category);
		fr_json_member_fixed(out, "score", v->labels[i].score, 3);
		fr_buf_addc(out, '}');
	}
	fr_buf_addc(out, ']');
	put_evidence(v, post, out);
	fr_buf_addc(out, '}');
}
