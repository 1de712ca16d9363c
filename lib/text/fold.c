/*
 * Second pass of folding: units to words. See fold.h for what a word is.
 */
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "text/fold_priv.h"

#define GROUPS_MAX  7 /* groups of digits behind commas: beyond any sum of money */
#define INITIAL_MAX 7 /* units of the longest of letter_names */

struct words {
	struct fr_folded *f;
	struct units units;
	struct fr_word *word; /* the one that is being written, or NULL */
	size_t next_at;       /* see fr_fold_link_end */
	uint32_t last;        /* letter that was added last, and how often in a row */
	unsigned n_last;
	bool has_letter;       /* in the word so far */
	bool sentence, clause; /* for the next word */
};

static bool is_word(const struct unit *unit)
{
	return unit->class <= UNIT_DIGIT;
}

static bool is_class(const struct words *w, size_t i, enum unit_class class)
{
	return i < w->units.n && w->units.at[i].class == class;
}

/* The scripts that are told apart inside a word: "siwanमें" is two words. */
static bool is_border(uint8_t before, uint8_t after)
{
	return before != after && before >= FR_SCRIPT_LATIN && before <= FR_SCRIPT_ARABIC && after >= FR_SCRIPT_LATIN &&
	       after <= FR_SCRIPT_ARABIC;
}

static void word_begin(struct words *w, const struct unit *unit, enum fr_word_kind kind)
{
	struct fr_folded *f = w->f;

	f->words = fr_grow(f->words, f->n_words, &f->cap_words, sizeof *f->words);
	w->word = &f->words[f->n_words++];
	*w->word = (struct fr_word){.fold_off = (uint32_t)f->len, .src_off = unit->off, .kind = (uint8_t)kind};
	w->word->sentence = w->sentence;
	w->word->clause = w->clause || w->sentence;
	w->n_last = 0;
	w->has_letter = false;
	if (kind != FR_WORD_EMOJI) /* a picture before the first word leaves it the first */
		w->sentence = w->clause = false;
}

static void put(struct words *w, uint32_t cp)
{
	struct fr_folded *f = w->f;

	if (cp < 0x80)
		f->text[f->len++] = (char)cp;
	else
		f->len += fr_utf8_put(f->text + f->len, cp);
}

/* As it is: links, mentions, digits, pictures. */
static void word_add_exact(struct words *w, const struct unit *unit)
{
	struct fr_word *word = w->word;

	if (unit->class == UNIT_LETTER && !w->has_letter) {
		w->has_letter = true;
		word->script = unit->script;
		word->capital = unit->upper;
	}
	put(w, unit->cp);
}

/* A letter, of which three or more in a row leave one. */
static void word_add(struct words *w, const struct unit *unit)
{
	if (unit->class == UNIT_LETTER && w->n_last && unit->cp == w->last) {
		w->n_last++;
		if (w->n_last == 3) {
			char bytes[4];
			w->f->len -= fr_utf8_put(bytes, unit->cp);
		}
		if (w->n_last >= 3)
			return;
	} else {
		w->last = unit->cp;
		w->n_last = unit->class == UNIT_LETTER;
	}
	word_add_exact(w, unit);
}

/* behind: index of the unit behind the word's last. */
static void word_end(struct words *w, size_t behind)
{
	struct fr_word *word = w->word;
	struct fr_folded *f = w->f;
	bool digits = !w->has_letter && word->kind != FR_WORD_EMOJI;

	word->fold_len = (uint32_t)(f->len - word->fold_off);
	word->src_len = w->units.at[behind - 1].end - word->src_off;
	if (digits) {
		word->script = FR_SCRIPT_DIGIT;
		if (word->kind == FR_WORD_PLAIN)
			word->kind = FR_WORD_NUMBER;
	}
	f->text[f->len++] = ' ';
	w->word = NULL;
}

/* Adds units [i, end) as one exact word. */
static size_t read_exact(struct words *w, size_t i, size_t end, enum fr_word_kind kind)
{
	word_begin(w, &w->units.at[i], kind);
	for (; i < end; i++)
		word_add_exact(w, &w->units.at[i]);
	word_end(w, end);
	return end;
}

static size_t digits_end(const struct words *w, size_t i)
{
	while (is_class(w, i, UNIT_DIGIT))
		i++;
	return i;
}

/*
 * End of the groups of digits behind the first one, [i, end): 6,000 and 1,00,000 and 500,000, but not the sections
 * 147,148,149, so a first group of three wants zeros behind it. end if they make no number.
 */
static size_t groups_end(const struct words *w, size_t i, size_t end)
{
	size_t at = end, first_len = end - i;
	bool zeros = true;

	if (first_len > 3)
		return end;
	for (int n = 0; n < GROUPS_MAX; n++) {
		size_t group = at + 1, len;

		if (!is_class(w, at, UNIT_COMMA) || !is_class(w, group, UNIT_DIGIT))
			return end;
		for (len = 0; len < 4 && is_class(w, group + len, UNIT_DIGIT); len++)
			zeros &= w->units.at[group + len].cp == '0';
		if (len < 2 || len > 3)
			return end;
		at = group + len;
		if (is_class(w, at, UNIT_COMMA) && is_class(w, at + 1, UNIT_DIGIT))
			continue;
		return len == 3 && (first_len < 3 || zeros) ? at : end;
	}
	return end;
}

/* Adds the number that begins a word at unit i: digits, groups of digits, a fraction. Returns the index behind it. */
static size_t add_number(struct words *w, size_t i)
{
	const struct unit *units = w->units.at;
	size_t end = digits_end(w, i), fraction;
	bool in_chain = i > 1 && (units[i - 1].class == UNIT_DOT || units[i - 1].class == UNIT_COMMA) &&
			units[i - 2].class == UNIT_DIGIT;

	if (!in_chain) {
		end = groups_end(w, i, end);
		fraction = digits_end(w, end + 1);
		/* 7.65, but not the date 5.5.2024 */
		if (is_class(w, end, UNIT_DOT) && units[end].cp == '.' && fraction > end + 1 &&
		    !(is_class(w, fraction, UNIT_DOT) && is_class(w, fraction + 1, UNIT_DIGIT)))
			end = fraction;
	}
	for (; i < end; i++)
		if (units[i].class != UNIT_COMMA)
			word_add(w, &units[i]);
	return end;
}

/* A letter that something before it may be left out of a word for: not a mark, whose place hangs on what it follows. */
static bool is_joinable(const struct words *w, size_t i)
{
	return is_class(w, i, UNIT_LETTER) && !w->units.at[i].ccc;
}

/* Names of the Latin letters as Hindi spells them out: एस.पी., एफ.आई.आर. Folded. */
static const char *const letter_names[] = {
	"ए",  "बी", "सी", "डी", "ई",  "एफ", "जी", "एच",  "आई",   "जे",   "के",   "एल",  "एम", "एन", "ओ",
	"पी", "क्यू", "आर", "एस", "टी", "यू",  "वी", "व्ही", "डब्ल्यू", "डब्लू", "एक्स", "वाई", "जेड", "जैड",
};

static bool spells(const struct unit *units, size_t n, const char *name)
{
	size_t len = strlen(name), pos = 0;

	for (size_t i = 0; i < n; i++)
		if (pos == len || fr_utf8_next(name, len, &pos) != units[i].cp)
			return false;
	return pos == len;
}

/* Are units [from, to) one letter, or the name of one? */
static bool is_initial(const struct words *w, size_t from, size_t to)
{
	const struct unit *units = w->units.at + from;

	if (to - from == 1)
		return is_joinable(w, from);
	if (to == from || units->script != FR_SCRIPT_DEVANAGARI)
		return false;
	for (size_t i = 0; i < sizeof letter_names / sizeof *letter_names; i++)
		if (spells(units, to - from, letter_names[i]))
			return true;
	return false;
}

/* Does the dot at i join initials (U.P.)? from: where the one before it begins. */
static bool joins_initials(const struct words *w, size_t from, size_t i)
{
	const struct unit *units = w->units.at;
	size_t to = i + 1;

	if (i - from > INITIAL_MAX || !is_class(w, i + 1, UNIT_LETTER) ||
	    is_border(units[i - 1].script, units[i + 1].script) || !is_initial(w, from, i))
		return false;
	while (to < w->units.n && is_word(&units[to]) && to - i <= INITIAL_MAX + 1)
		to++;
	return is_initial(w, i + 1, to);
}

/* Does the apostrophe at i stand inside a word (don't)? */
static bool is_elision(const struct words *w, size_t i)
{
	const struct unit *units = w->units.at;

	return units[i - 1].class == UNIT_LETTER && is_joinable(w, i + 1) && units[i - 1].script == units[i + 1].script;
}

/* Can a word that begins a link end before unit i? Only these lead on in one: the check of all words would cost. */
static bool may_be_link(const struct words *w, size_t i)
{
	const struct unit *unit = &w->units.at[i];

	return i + 1 < w->units.n && unit[1].class != UNIT_BLANK && unit->cp < 0x80 && unit->cp > ' ' &&
	       strchr(".@:-_%+", (int)unit->cp);
}

/*
 * Adds units from i on to the word; returns the index of the first that does not belong to it. *ret_initials: dots were
 * left out between initials.
 */
static size_t add_plain(struct words *w, size_t i, bool *ret_initials)
{
	const struct unit *units = w->units.at;
	size_t start = i, initial = i;

	if (units[i].class == UNIT_DIGIT)
		i = add_number(w, i);
	for (; i < w->units.n; i++) {
		if (is_word(&units[i])) {
			if (is_border(w->word->script, units[i].script))
				break;
			if (units[i].cp == 'h' && i > start && fr_fold_link_end(&w->units, i, true, &w->next_at) > i)
				break;
			word_add(w, &units[i]);
		} else if (units[i].class == UNIT_DOT && joins_initials(w, initial, i)) {
			initial = i + 1;
		} else if (units[i].class != UNIT_APOSTROPHE || !is_elision(w, i)) {
			break;
		}
	}
	*ret_initials = initial > start;
	return i;
}

static size_t read_plain(struct words *w, size_t start)
{
	const struct unit *units = w->units.at;
	bool sentence = w->sentence, clause = w->clause, initials;
	size_t i, link;

	word_begin(w, &units[start], FR_WORD_PLAIN);
	i = add_plain(w, start, &initials);
	if (may_be_link(w, i) && (link = fr_fold_link_end(&w->units, start, false, &w->next_at)) > start) {
		w->f->len = w->word->fold_off;
		w->f->n_words--;
		w->sentence = sentence;
		w->clause = clause;
		return read_exact(w, start, link, FR_WORD_URL);
	}
	word_end(w, i);
	/* the dot behind U.P. ends no sentence */
	return initials && is_class(w, i, UNIT_DOT) ? i + 1 : i;
}

/* Does a new word begin at unit i of a hashtag, not its first? */
static bool splits_hashtag(const struct words *w, size_t i)
{
	const struct unit *before = &w->units.at[i - 1], *unit = before + 1;

	if (before->class != unit->class || is_border(w->word->script, unit->script))
		return true;
	if (unit->class != UNIT_LETTER || !unit->upper)
		return false;
	/* HarshFiring; SIWANPolice */
	return !before->upper || (is_class(w, i + 1, UNIT_LETTER) && !unit[1].upper && unit[1].script == unit->script);
}

static size_t read_hashtag(struct words *w, size_t i)
{
	const struct unit *units = w->units.at;

	for (i++; i < w->units.n && units[i].class <= UNIT_UNDERSCORE; i++) {
		if (w->word && splits_hashtag(w, i))
			word_end(w, i);
		if (units[i].class == UNIT_UNDERSCORE)
			continue;
		if (!w->word)
			word_begin(w, &units[i], FR_WORD_HASHTAG);
		word_add(w, &units[i]);
	}
	if (w->word)
		word_end(w, i);
	return i;
}

static bool is_ascii_name(const struct words *w, size_t i)
{
	return i < w->units.n && w->units.at[i].class <= UNIT_UNDERSCORE && w->units.at[i].cp < 0x80;
}

/*
 * End of the name behind an @. A dot belongs to it (names of Instagram) if a name goes on behind it, and not a new
 * sentence with a capital.
 */
static size_t mention_end(const struct words *w, size_t i)
{
	const struct unit *units = w->units.at;
	uint8_t script = FR_SCRIPT_OTHER;
	bool any = false;
	size_t start = i;

	for (; i < w->units.n; i++) {
		if (units[i].class == UNIT_DOT) {
			if (!any || !is_ascii_name(w, i - 1) || !is_ascii_name(w, i + 1) || units[i + 1].upper ||
			    is_border(script, units[i + 1].script))
				break;
			continue;
		}
		if (units[i].class > UNIT_UNDERSCORE || is_border(script, units[i].script))
			break;
		any |= is_word(&units[i]);
		if (units[i].class == UNIT_LETTER && script == FR_SCRIPT_OTHER)
			script = units[i].script;
	}
	return any ? i : start;
}

/* A character between words: what it ends. */
static void read_gap(struct words *w, size_t i)
{
	const struct unit *units = w->units.at;

	switch (units[i].class) {
	case UNIT_NEWLINE:
	case UNIT_STOP:
		w->sentence = true;
		break;
	case UNIT_DOT:
		/* Rs.500 goes on; so does what the sign of abbreviation stands behind */
		if (units[i].cp == '.' && !is_class(w, i + 1, UNIT_DIGIT))
			w->sentence = true;
		w->clause = true;
		break;
	case UNIT_JOINT:
	case UNIT_UNDERSCORE:
		if (!(i && is_word(&units[i - 1]) && i + 1 < w->units.n && is_word(&units[i + 1])))
			w->clause = true;
		break;
	case UNIT_COMMA:
	case UNIT_APOSTROPHE:
	case UNIT_PUNCT:
		w->clause = true;
		break;
	default:
		break;
	}
}

static size_t read_unit(struct words *w, size_t i)
{
	size_t end = i;

	switch (w->units.at[i].class) {
	case UNIT_LETTER:
	case UNIT_DIGIT:
		return read_plain(w, i);
	case UNIT_EMOJI:
	case UNIT_EMOJI_MORE:
		for (end = i + 1; is_class(w, end, UNIT_EMOJI_MORE);)
			end++;
		return read_exact(w, i, end, FR_WORD_EMOJI);
	case UNIT_HASH:
		return read_hashtag(w, i);
	case UNIT_AT:
		end = mention_end(w, i + 1);
		return end > i + 1 ? read_exact(w, i + 1, end, FR_WORD_MENTION) : i + 1;
	default:
		read_gap(w, i);
		return i + 1;
	}
}

void fr_fold(struct fr_folded *f, const char *src, size_t len)
{
	struct words *w = f->work;
	size_t most;

	if (!w)
		w = f->work = fr_xcalloc(1, sizeof *w);
	w->f = f;
	w->next_at = 0;
	w->sentence = w->clause = true;
	fr_fold_units_read(&w->units, src, len < FR_FOLD_MAX ? len : FR_FOLD_MAX);
	/* each unit may be a word with its blank; the first blank and the NUL */
	most = w->units.bytes + w->units.n + 2;
	if (f->cap_text < most) {
		free(f->text);
		f->cap_text = most / 4 * 5 + 64;
		f->text = fr_xmalloc(f->cap_text);
	}
	f->text[0] = ' ';
	f->len = 1;
	f->n_words = 0;
	for (size_t i = 0; i < w->units.n;)
		i = read_unit(w, i);
	if (f->options)
		fr_fold_undisguise(f);
	f->text[f->len] = '\0';
}

void fr_folded_free(struct fr_folded *f)
{
	struct words *w = f->work;

	if (w)
		fr_fold_units_free(&w->units);
	free(w);
	free(f->words);
	free(f->text);
	*f = (struct fr_folded){0};
}

size_t fr_folded_word_at(const struct fr_folded *f, size_t off)
{
	size_t low = 0, high = f->n_words;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct fr_word *word = &f->words[mid];

		if (word->fold_off + word->fold_len > off)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

void fr_folded_source(const struct fr_folded *f, size_t first, size_t last, size_t *ret_off, size_t *ret_len)
{
	const struct fr_word *from = &f->words[first], *to = &f->words[last];

	*ret_off = from->src_off;
	*ret_len = to->src_off + to->src_len - from->src_off;
}
