/*
 * The gazetteer once it is loaded: what is looked up in it, and how names go into its lexicon. Tables: tables.c.
 */
#include "route/gazetteer.h"

#include <stdlib.h>
#include <string.h>
#include "route/gazetteer_priv.h"

#define JOINED_MAX 128 /* bytes of a name written without its blanks */

void fr_gazetteer_free(struct fr_gazetteer *gaz)
{
	if (!gaz)
		return;
	fr_lexicon_free(&gaz->lex);
	fr_bare_free(&gaz->bare);
	fr_strlist_free(&gaz->endings);
	fr_strlist_free(&gaz->revenue);
	fr_guards_free(gaz->guards);
	fr_outlines_free(gaz->outlines);
	free(gaz->places);
	free(gaz->refs);
	free(gaz->pincodes);
	free(gaz->handles);
	free(gaz->codes);
	fr_arena_free(&gaz->arena);
	free(gaz);
}

uint16_t fr_gazetteer_area(const struct fr_gazetteer *gaz, const char *id, size_t len)
{
	for (size_t i = 1; i < gaz->n_areas; i++)
		if (strlen(gaz->areas[i].id) == len && memcmp(gaz->areas[i].id, id, len) == 0)
			return (uint16_t)i;
	return FR_NO_AREA;
}

uint32_t fr_gazetteer_station(const struct fr_gazetteer *gaz, const char *id, size_t len)
{
	for (size_t i = 1; i < gaz->n_places; i++) {
		const struct fr_site *p = &gaz->places[i];
		if ((p->kind == FR_SITE_STATION || p->kind == FR_SITE_RAIL) && strlen(p->id) == len &&
		    memcmp(p->id, id, len) == 0)
			return (uint32_t)i;
	}
	return 0;
}

const struct fr_pincode *fr_gazetteer_pincode(const struct fr_gazetteer *gaz, uint32_t pin, size_t *ret_n)
{
	size_t low = 0, high = gaz->n_pincodes, end;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (gaz->pincodes[mid].pin < pin)
			low = mid + 1;
		else
			high = mid;
	}
	for (end = low; end < gaz->n_pincodes && gaz->pincodes[end].pin == pin;)
		end++;
	*ret_n = end - low;
	return end > low ? &gaz->pincodes[low] : NULL;
}

const struct fr_handle *fr_gazetteer_handle(const struct fr_gazetteer *gaz, const char *name, size_t len)
{
	for (size_t i = 0; i < gaz->n_handles; i++)
		if (strlen(gaz->handles[i].name) == len && memcmp(gaz->handles[i].name, name, len) == 0)
			return &gaz->handles[i];
	return NULL;
}

const char *fr_site_kind_name(enum fr_site_kind kind)
{
	static const char *const names[] = {"district", "subdivision", "town",    "block", "station",
					    "rail",     "state",       "country", "city"};
	return names[kind];
}

/* Adds place at the end of the list that begins at *head. */
static void link_place(struct fr_gazetteer *gaz, uint32_t *head, uint32_t place)
{
	uint32_t at = *head, before = 0;

	for (; at; before = at, at = gaz->refs[at].next)
		if (gaz->refs[at].place == place)
			return;
	gaz->refs = fr_grow(gaz->refs, gaz->n_refs, &gaz->cap_refs, sizeof *gaz->refs);
	if (before)
		gaz->refs[before].next = (uint32_t)gaz->n_refs;
	else
		*head = (uint32_t)gaz->n_refs;
	gaz->refs[gaz->n_refs++] = (struct fr_ref){.place = place};
}

static void add_phrase(struct fr_gazetteer *gaz, const char *name, size_t len, uint32_t place)
{
	uint32_t node = fr_lexicon_phrase(&gaz->lex, name, len), head;

	if (!node)
		return;
	head = gaz->lex.nodes[node].refs;
	link_place(gaz, &head, place);
	gaz->lex.nodes[node].refs = head;
}

/* The folded name without its blanks; 0 if it is longer than that. */
static size_t join(const struct fr_folded *f, char joined[JOINED_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_words; i++) {
		if (f->words[i].fold_len > JOINED_MAX - n)
			return 0;
		memcpy(joined + n, f->text + f->words[i].fold_off, f->words[i].fold_len);
		n += f->words[i].fold_len;
	}
	return n;
}

/* "gopalganj" as "gopal ganj": what is before the ending must be a name's length. */
static void add_apart(struct fr_gazetteer *gaz, const char *joined, size_t len, uint32_t place)
{
	size_t least = (unsigned char)joined[0] < 0x80 ? 3 : 6;

	for (size_t i = 0; i < gaz->endings.n; i++) {
		const char *ending = gaz->endings.items[i];
		size_t n = strlen(ending);
		char apart[JOINED_MAX + 1];

		if (n + least > len || memcmp(joined + len - n, ending, n) != 0)
			continue;
		memcpy(apart, joined, len - n);
		apart[len - n] = ' ';
		memcpy(apart + len - n + 1, ending, n);
		add_phrase(gaz, apart, len + 1, place);
	}
}

bool fr_gazetteer_name(struct fr_gazetteer *gaz, const char *name, size_t len, uint32_t place)
{
	char joined[JOINED_MAX];
	const struct fr_folded *f = &gaz->lex.folded;
	struct fr_lex_sound *sound;
	size_t n, n_words;
	uint32_t node;

	add_phrase(gaz, name, len, place);
	n_words = f->n_words;
	if (!n_words || n_words > FR_LEXICON_WORDS_MAX)
		return false;
	n = join(f, joined);
	if (!n)
		return true;
	if (n_words > 1)
		add_phrase(gaz, joined, n, place);
	else
		add_apart(gaz, joined, n, place);
	/* names of other states have their variants in the table: a guess would send a case away */
	if (gaz->places[place].kind >= FR_SITE_STATE)
		return true;
	node = n_words == 1 ? fr_lexicon_step(&gaz->lex, FR_LEX_ROOT, joined, n) : 0;
	/* a name that is a common word too has no other spellings */
	if (node && gaz->lex.nodes[node].guard &&
	    fr_guard_need(gaz->guards, gaz->lex.nodes[node].guard) != FR_NEED_NONE)
		return true;
	sound = fr_lexicon_sound(&gaz->lex, joined, n);
	if (sound)
		link_place(gaz, &sound->refs, place);
	return true;
}
