/*
 * Reading a text: cues of each word, and the longest names.
 */
#include <stdlib.h>
#include <string.h>
#include "route/mention.h"
#include "route/mention_priv.h"

#define SOUND_BYTES_LATIN 5 /* letters that a word must have before its sound is asked */
#define SOUND_BYTES_DEVA  9
#define SOUND_BYTES_URDU  8
#define JOINED_LETTERS    9  /* of a name that is written as two words, at the least */
#define JOINED_MAX        96 /* its bytes */
#define NAME_BYTES        9  /* of a name in Devanagari that a postposition is written on to */

#define POINT_NEAR_KM  2.0  /* from which a point outside all outlines is taken for the nearest district's */
#define POINT_EDGE_KM2 1.0  /* squared: outlines are no truer than that */
#define POINT_INSIDE   0.75 /* what a point weighs: less than a district that the text names */
#define POINT_EDGE     0.6
#define POINT_NEAR     0.55
#define POINT_ACROSS   0.4 /* the district on the other side of the edge */

#define THREAD_WEIGHT 0.55 /* just enough where nothing else is said */

struct reader {
	struct fr_scan *scan;
	const struct fr_gazetteer *gaz;
	struct fr_view *view;
	enum fr_source source;
};

static const char *word_at(const struct fr_folded *f, size_t i, size_t *ret_len)
{
	*ret_len = f->words[i].fold_len;
	return f->text + f->words[i].fold_off;
}

static bool is_word(const struct fr_word *w)
{
	return w->kind == FR_WORD_PLAIN || w->kind == FR_WORD_HASHTAG || w->kind == FR_WORD_NUMBER;
}

static struct fr_mention *add_mention(struct reader *r, size_t first, size_t last)
{
	struct fr_scan *scan = r->scan;
	struct fr_mention *m;

	if (scan->n_mentions == FR_MENTIONS_MAX)
		return NULL;
	m = &scan->mentions[scan->n_mentions++];
	*m = (struct fr_mention){.first = (uint32_t)first, .last = (uint32_t)last, .source = r->source};
	m->hashtag = r->view->folded.words[first].kind == FR_WORD_HASHTAG;
	return m;
}

/* The longest phrases that begin at word i: of cues, and of places. */
struct found {
	uint32_t place;   /* node, 0: none */
	size_t place_end; /* index behind its last word */
	bool not_place;
	bool known; /* the word alone is a cue or a common word: nobody asks for its sound */
	uint8_t bare;
};

static struct found read_phrases(struct reader *r, size_t i)
{
	const struct fr_lexicon *lex = &r->gaz->lex;
	const struct fr_folded *f = &r->view->folded;
	struct found found = {0};
	uint32_t node = FR_LEX_ROOT;

	for (size_t j = i; j < f->n_words && j < i + FR_LEXICON_WORDS_MAX; j++) {
		size_t len;
		const char *word = word_at(f, j, &len);

		if (!is_word(&f->words[j]) || (j > i && f->words[j].clause))
			break;
		node = fr_lexicon_step(lex, node, word, len);
		if (!node)
			break;
		for (size_t k = i; k <= j; k++)
			r->view->cues[k] |= lex->nodes[node].cues;
		if (lex->nodes[node].refs) {
			found.place = node;
			found.place_end = j + 1;
		}
		if (j == i) {
			found.known = lex->nodes[node].cues || lex->nodes[node].not_place;
			found.not_place = lex->nodes[node].not_place;
		}
		if (lex->nodes[node].bare)
			found.bare = lex->nodes[node].bare;
	}
	return found;
}

static void add_named(struct reader *r, size_t i, uint32_t node, size_t end)
{
	struct fr_mention *m = add_mention(r, i, end - 1);

	if (!m)
		return;
	m->refs = r->gaz->lex.nodes[node].refs;
	m->guard = r->gaz->lex.nodes[node].guard;
	m->bare = r->gaz->lex.nodes[node].bare;
}

/* A word by its sound. */
static bool read_sound(struct reader *r, size_t i)
{
	const struct fr_word *w = &r->view->folded.words[i];
	size_t len;
	const char *word = word_at(&r->view->folded, i, &len);
	struct fr_mention *m;
	uint32_t refs = 0;

	if (w->script == FR_SCRIPT_LATIN && len >= SOUND_BYTES_LATIN)
		refs = fr_lexicon_heard(&r->gaz->lex, word, len);
	else if ((w->script == FR_SCRIPT_DEVANAGARI && len >= SOUND_BYTES_DEVA) ||
		 (w->script == FR_SCRIPT_ARABIC && len >= SOUND_BYTES_URDU))
		refs = fr_lexicon_heard(&r->gaz->lex, word, len);
	m = refs ? add_mention(r, i, i) : NULL;
	if (!m)
		return false;
	m->refs = refs;
	m->door = FR_DOOR_SOUND;
	return true;
}

/*
 * A long name that is written as two words and whose table does not say so: "runni saidpur". The first is no word that
 * anybody knows; names that a guard watches, and bare ones, do not come in here.
 */
static bool read_joined(struct reader *r, size_t i)
{
	const struct fr_lexicon *lex = &r->gaz->lex;
	const struct fr_folded *f = &r->view->folded;
	char joined[JOINED_MAX];
	size_t len, more;
	const char *word = word_at(f, i, &len), *next;
	uint32_t node;

	if (i + 1 == f->n_words || f->words[i + 1].kind != FR_WORD_PLAIN || f->words[i + 1].clause ||
	    f->words[i + 1].script != f->words[i].script)
		return false;
	next = word_at(f, i + 1, &more);
	if (len + more > sizeof joined || len + more < (f->words[i].script == FR_SCRIPT_LATIN ? 1 : 3) * JOINED_LETTERS)
		return false;
	memcpy(joined, word, len);
	memcpy(joined + len, next, more);
	node = fr_lexicon_step(lex, FR_LEX_ROOT, joined, len + more);
	if (!node || !lex->nodes[node].refs || lex->nodes[node].guard || lex->nodes[node].bare)
		return false;
	add_named(r, i, node, i + 2);
	return true;
}

/* A name too short to be known by its sound, with its long vowels written out: aamas, beehta. */
static void read_long_vowels(struct reader *r, size_t i)
{
	const struct fr_folded *f = &r->view->folded;
	char plain[JOINED_MAX];
	size_t len, n = 0;
	const char *word = word_at(f, i, &len);
	uint32_t node;

	if (f->words[i].script != FR_SCRIPT_LATIN || len > sizeof plain)
		return;
	for (size_t k = 0; k < len; k++) {
		bool twice = k + 1 < len && word[k + 1] == word[k] && strchr("aeo", word[k]);

		plain[n++] = !twice ? word[k] : word[k] == 'e' ? 'i' : word[k] == 'o' ? 'u' : 'a';
		k += twice;
	}
	node = n < len ? fr_lexicon_step(&r->gaz->lex, FR_LEX_ROOT, plain, n) : 0;
	if (node && r->gaz->lex.nodes[node].refs && !r->gaz->lex.nodes[node].bare)
		add_named(r, i, node, i + 1);
}

static void read_pincode(struct reader *r, size_t i)
{
	const struct fr_folded *f = &r->view->folded;
	size_t len, n;
	const char *word = word_at(f, i, &len);
	uint32_t pin = 0;
	struct fr_mention *m;

	if (len != 6)
		return;
	for (size_t k = 0; k < len; k++) {
		if (word[k] < '0' || word[k] > '9')
			return;
		pin = pin * 10 + (uint32_t)(word[k] - '0');
	}
	if (!fr_gazetteer_pincode(r->gaz, pin, &n))
		return;
	m = add_mention(r, i, i);
	if (m) {
		m->door = FR_DOOR_PINCODE;
		m->pin = pin;
	}
}

static void read_handle(struct reader *r, size_t i)
{
	size_t len;
	const char *word = word_at(&r->view->folded, i, &len);
	const struct fr_handle *handle = fr_gazetteer_handle(r->gaz, word, len);
	uint16_t area = handle ? handle->area : fr_account_area(r->gaz, word, len);
	struct fr_mention *m = area ? add_mention(r, i, i) : NULL;

	if (!m)
		return;
	m->door = FR_DOOR_HANDLE;
	m->role = FR_ROLE_ADDRESSEE;
	m->area = area;
	m->weight = handle ? (double)handle->weight : FR_WEIGHT_HANDLE;
}

/* Two letters and a digit, or a nought: the first look at a number plate or a telephone number. */
static bool may_be_code(const struct fr_folded *f, size_t i)
{
	size_t len;
	const char *word = word_at(f, i, &len);
	char third = len > 2 ? word[2] : i + 1 < f->n_words ? f->text[f->words[i + 1].fold_off] : 'x';

	return len > 1 && (word[0] == '0' || (third >= '0' && third <= '9'));
}

static void read_code(struct reader *r, size_t i)
{
	enum fr_code_kind kind;
	size_t last;
	uint16_t area = r->source == FR_SOURCE_TEXT ? fr_code_at(r->gaz, &r->view->folded, i, &kind, &last) : 0;
	struct fr_mention *m = area ? add_mention(r, i, last) : NULL;

	if (!m)
		return;
	m->door = kind == FR_CODE_VEHICLE ? FR_DOOR_VEHICLE : FR_DOOR_TELEPHONE;
	m->weight = kind == FR_CODE_VEHICLE ? FR_WEIGHT_VEHICLE : FR_WEIGHT_TELEPHONE;
	m->area = area;
}

/*
 * Some languages write a postposition on to the name (Maithili: दरभंगामे): one, two or three characters that are a cue
 * by themselves.
 */
static bool read_inflected(struct reader *r, size_t i)
{
	const struct fr_lexicon *lex = &r->gaz->lex;
	const uint64_t wanted = FR_CUE(IN) | FR_CUE(FROM) | FR_CUE(OF);
	size_t len;
	const char *word = word_at(&r->view->folded, i, &len);

	if (r->view->folded.words[i].script != FR_SCRIPT_DEVANAGARI)
		return false;
	for (size_t n = 9; n && r->scan->n_mentions < FR_MENTIONS_MAX; n -= 3) {
		uint32_t ending = len >= n + NAME_BYTES ? fr_lexicon_step(lex, FR_LEX_ROOT, word + len - n, n) : 0;
		uint32_t name;

		if (!ending || !(lex->nodes[ending].cues & wanted))
			continue;
		name = fr_lexicon_step(lex, FR_LEX_ROOT, word, len - n);
		if (!name || !lex->nodes[name].refs)
			continue;
		add_named(r, i, name, i + 1);
		r->scan->mentions[r->scan->n_mentions - 1].cues |= lex->nodes[ending].cues & wanted;
		return true;
	}
	return false;
}

static void add_bare(struct reader *r, size_t i, uint8_t kind)
{
	struct fr_scan *scan = r->scan;

	if (r->source != FR_SOURCE_TEXT || scan->n_bares == FR_BARES_MAX)
		return;
	scan->bares[scan->n_bares].word = (uint32_t)i;
	scan->bares[scan->n_bares++].kind = kind;
}

/* Reads what begins at word i; returns the index where the next name may begin. */
static size_t read_name(struct reader *r, size_t i, const struct found *found)
{
	const struct fr_word *w = &r->view->folded.words[i];

	if (w->kind == FR_WORD_MENTION) {
		read_handle(r, i);
		return i + 1;
	}
	if (w->kind == FR_WORD_NUMBER)
		read_pincode(r, i);
	if (may_be_code(&r->view->folded, i))
		read_code(r, i);
	if (w->kind != FR_WORD_PLAIN && w->kind != FR_WORD_HASHTAG)
		return i + 1;
	if (found->bare)
		add_bare(r, i, found->bare);
	if (found->place) {
		add_named(r, i, found->place, found->place_end);
		return found->place_end;
	}
	if (found->known)
		return i + 1;
	if (w->kind == FR_WORD_HASHTAG) {
		size_t n = r->scan->n_mentions;
		read_handle(r, i);
		if (r->scan->n_mentions > n)
			return i + 1;
	}
	if (read_joined(r, i))
		return i + 2;
	if (!read_inflected(r, i) && !read_sound(r, i))
		read_long_vowels(r, i);
	return i + 1;
}

static void read_view(struct reader *r)
{
	const struct fr_folded *f = &r->view->folded;
	size_t next = 0;

	if (r->view->cap < f->n_words) {
		free(r->view->cues);
		r->view->cap = f->n_words * 2;
		r->view->cues = fr_xmalloc(r->view->cap * sizeof *r->view->cues);
	}
	if (f->n_words)
		memset(r->view->cues, 0, f->n_words * sizeof *r->view->cues);
	for (size_t i = 0; i < f->n_words; i++) {
		struct found found = {0};

		if (is_word(&f->words[i]))
			found = read_phrases(r, i);
		if (i >= next)
			next = read_name(r, i, &found);
	}
}

/* A bare name counts beside the word thana only. */
static void keep_bares(struct fr_scan *scan)
{
	const struct fr_view *view = &scan->views[FR_SOURCE_TEXT];
	size_t n = 0;

	for (size_t i = 0; i < scan->n_bares; i++) {
		uint32_t word = scan->bares[i].word;
		bool behind = word + 1 < view->folded.n_words && (view->cues[word + 1] & FR_CUE(STATION)) &&
			      !view->folded.words[word + 1].clause;
		bool before = word && (view->cues[word - 1] & FR_CUE(STATION)) && !view->folded.words[word].clause;

		if (behind || before)
			scan->bares[n++] = scan->bares[i];
	}
	scan->n_bares = n;
}

static void read_text_cues(struct fr_scan *scan)
{
	const struct fr_view *view = &scan->views[FR_SOURCE_TEXT];

	scan->rail = scan->home = scan->treatment = false;
	for (size_t i = 0; i < view->folded.n_words; i++) {
		if ((view->cues[i] & FR_CUE(RAIL)) && !(view->cues[i] & FR_CUE(RAIL_NEAR)) && !scan->rail) {
			scan->rail = true;
			scan->rail_word = (uint32_t)i;
		}
		scan->home |= (view->cues[i] & FR_CUE(HOME)) != 0;
		scan->treatment |= (view->cues[i] & FR_CUE(TREATMENT)) != 0;
	}
}

void fr_scan_read(struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_given *given)
{
	scan->n_mentions = scan->n_bares = 0;
	for (int source = 0; source < FR_SOURCES; source++) {
		struct reader r = {scan, gaz, &scan->views[source], (enum fr_source)source};

		fr_fold(&r.view->folded, given[source].bytes ? given[source].bytes : "", given[source].len);
		read_view(&r);
	}
	keep_bares(scan);
	read_text_cues(scan);
	fr_mentions_bind(scan, gaz);
}

bool fr_scan_point(struct fr_scan *scan, const struct fr_gazetteer *gaz, double lat, double lon)
{
	struct fr_near near[FR_NEAR_MAX];
	size_t n = gaz->outlines ? fr_outlines_near(gaz->outlines, lat, lon, POINT_NEAR_KM, near) : 0;

	for (size_t i = 0; i < n && scan->n_mentions < FR_MENTIONS_MAX; i++) {
		struct fr_mention *m = &scan->mentions[scan->n_mentions];
		bool edge = n > 1 && near[1].km2 < POINT_EDGE_KM2;

		if (i && !edge)
			break;
		*m = (struct fr_mention){.source = FR_SOURCE_GEO, .door = FR_DOOR_POINT, .area = near[i].area};
		m->weight = i ? POINT_ACROSS : !near[i].inside ? POINT_NEAR : edge ? POINT_EDGE : POINT_INSIDE;
		scan->n_mentions++;
	}
	return n != 0;
}

void fr_scan_thread(struct fr_scan *scan, uint16_t area, uint32_t station)
{
	if (scan->n_mentions == FR_MENTIONS_MAX)
		return;
	scan->mentions[scan->n_mentions++] = (struct fr_mention){.source = FR_SOURCE_CHANNEL,
								 .door = FR_DOOR_THREAD,
								 .area = area,
								 .place = station,
								 .weight = THREAD_WEIGHT};
}

void fr_scan_free(struct fr_scan *scan)
{
	for (int i = 0; i < FR_SOURCES; i++) {
		fr_folded_free(&scan->views[i].folded);
		free(scan->views[i].cues);
	}
	*scan = (struct fr_scan){0};
}
