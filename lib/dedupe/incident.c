#include "dedupe/incident.h"

/* Chosen on the odd sites of tests/dedupe, see there. */
#define SOON         (3 * 3600) /* seconds between two posts of which less is asked */
#define SOON_FACTOR  0.8
#define LATE         (12 * 3600) /* of which more is asked */
#define LATE_FACTOR  1.2
#define SAME_SHARED  2.4
#define SAME_SHARE   0.35
#define MAYBE_SHARED 1.4
#define MAYBE_SHARE  0.22
#define FAR_FACTOR   1.4 /* where only the district is the same */
#define SHARED_LEAST 3

static double weight(const struct fr_freq *freq, uint32_t code)
{
	static const double by_kind[] = {[FR_CODE_TOPIC] = 0.6,  [FR_CODE_PLAIN] = 1.0, [FR_CODE_CAPITAL] = 1.2,
					 [FR_CODE_NUMBER] = 1.0, [FR_CODE_NAME] = 1.2,  [FR_CODE_PLACE] = 0};

	return by_kind[FR_CODE_KIND_OF(code)] * fr_freq_rarity(freq, code);
}

/* Of a word that both have: what the weaker of its two kinds says, but of a place nothing. */
static double weight_of_both(const struct fr_freq *freq, uint32_t a, uint32_t b)
{
	double x = weight(freq, a), y = weight(freq, b);

	return x < y ? x : y;
}

static double sum(const struct fr_telling *t, const struct fr_freq *freq)
{
	double sum = 0;

	for (size_t i = 0; i < t->n; i++)
		sum += weight(freq, t->codes[i]);
	return sum;
}

void fr_incident_compare(const struct fr_telling *a, const struct fr_telling *b, const struct fr_freq *freq,
			 struct fr_incident_score *ret)
{
	double sum_a = sum(a, freq), sum_b = sum(b, freq), lesser = sum_a < sum_b ? sum_a : sum_b;
	size_t i = 0, k = 0;

	*ret = (struct fr_incident_score){0};
	while (i < a->n && k < b->n) {
		uint32_t x = FR_CODE_WORD_OF(a->codes[i]), y = FR_CODE_WORD_OF(b->codes[k]);

		if (x == y) {
			double w = weight_of_both(freq, a->codes[i], b->codes[k]);

			ret->shared += w;
			ret->n += w > 0;
		}
		i += x <= y;
		k += y <= x;
	}
	ret->share = lesser > 0 ? ret->shared / lesser : 0;
}

enum fr_incident_answer fr_incident_judge(const struct fr_incident_score *score, bool near, int64_t seconds)
{
	double factor = (near ? 1 : FAR_FACTOR) * (seconds <= SOON ? SOON_FACTOR : seconds > LATE ? LATE_FACTOR : 1);

	if (score->n >= SHARED_LEAST && score->shared >= SAME_SHARED * factor && score->share >= SAME_SHARE * factor)
		return FR_INCIDENT_SAME;
	if (score->shared >= MAYBE_SHARED * factor && score->share >= MAYBE_SHARE * factor)
		return FR_INCIDENT_MAYBE;
	return FR_INCIDENT_OTHER;
}
