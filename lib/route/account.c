/*
 * Names of districts in accounts and run-together hashtags: siwanpolice, SP_Siwan, police.siwan.bihar.
 *
 * The words that make it an account of the police are cues of the pack (police, officer), those that may stand besides
 * too (home); what is neither, as digits or "official", is passed over where it stands behind.
 */
#include <string.h>
#include "route/mention_priv.h"

#define NAME_MIN 4  /* letters of a district's name */
#define RUN_MAX  40 /* letters of a run that are split; longer ones are no account */

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static uint64_t cues_of(const struct fr_gazetteer *gaz, const char *word, size_t len)
{
	uint32_t node = fr_lexicon_step(&gaz->lex, FR_LEX_ROOT, word, len);

	return node ? gaz->lex.nodes[node].cues : 0;
}

static bool is_police(const struct fr_gazetteer *gaz, const char *word, size_t len)
{
	return (cues_of(gaz, word, len) & (FR_CUE(POLICE) | FR_CUE(OFFICER))) != 0;
}

static uint16_t district_of(const struct fr_gazetteer *gaz, const char *word, size_t len)
{
	uint32_t node = len >= NAME_MIN ? fr_lexicon_step(&gaz->lex, FR_LEX_ROOT, word, len) : 0;
	uint32_t ref = node ? gaz->lex.nodes[node].refs : 0;

	for (; ref; ref = gaz->refs[ref].next)
		if (gaz->places[gaz->refs[ref].place].kind == FR_SITE_DISTRICT)
			return gaz->places[gaz->refs[ref].place].area;
	return FR_NO_AREA;
}

/* Does the run begin with a word for police? What is behind it is passed over. */
static bool begins_police(const struct fr_gazetteer *gaz, const char *run, size_t len)
{
	for (size_t n = 2; n <= len; n++)
		if (is_police(gaz, run, n))
			return true;
	return false;
}

/* A run of letters that is a district and the word police in one, either way round. */
static uint16_t split_run(const struct fr_gazetteer *gaz, const char *run, size_t len)
{
	for (size_t k = 2; k + 2 <= len && len <= RUN_MAX; k++) {
		uint16_t front = district_of(gaz, run, k), back = district_of(gaz, run + k, len - k);

		if (front && begins_police(gaz, run + k, len - k))
			return front;
		if (back && is_police(gaz, run, k))
			return back;
	}
	return FR_NO_AREA;
}

uint16_t fr_account_area(const struct fr_gazetteer *gaz, const char *name, size_t len)
{
	uint16_t area = FR_NO_AREA;
	bool police = false;

	for (size_t i = 0, end; i < len; i = end) {
		uint16_t found;

		for (end = i; end < len && is_letter(name[end]);)
			end++;
		if (end == i) {
			end++;
			continue;
		}
		found = split_run(gaz, name + i, end - i);
		if (found)
			return found;
		police |= is_police(gaz, name + i, end - i);
		if (!area)
			area = district_of(gaz, name + i, end - i);
	}
	return police ? area : FR_NO_AREA;
}
