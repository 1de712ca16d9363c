/*
 * Where a link or an address of mail begins and ends in running text.
 *
 * A link is "http://", "https://" or "www." and what follows, or a host with a known last label: with a path after it
 * (bit.ly/x, t.me/x), or without one where the label is hardly a word (example.com, siwan.nic.in). It is ASCII and
 * goes on to a blank, a quote, an angle or curly bracket, or a letter of another script that was typed right behind it;
 * punctuation at its end belongs to the sentence. An address of mail has a dot in its domain.
 * Sources: RFC 3986 (characters of a URI), RFC 5321 4.5.3.1 (lengths of local part and domain).
 */
#include "text/fold_priv.h"

#include <string.h>

#define LOCAL_MAX 64
#define HOST_MAX  255
#define LABEL_MAX 63

/* Last labels of hosts that are passed on with a path. */
static const char *const path_labels[] = {
	"ai",   "app",  "at",  "be",  "cc",   "club", "co",     "com",  "de",    "edu", "eu",   "fr",
	"gg",   "gl",   "gle", "gov", "id",   "im",   "in",     "info", "io",    "it",  "link", "live",
	"ly",   "me",   "my",  "net", "news", "np",   "online", "org",  "page",  "pk",  "ru",   "sh",
	"shop", "site", "st",  "to",  "top",  "tv",   "uk",     "us",   "watch", "xyz", NULL,
};
/* Those that make a host without a path. */
static const char *const bare_labels[] = {"com", "info", "net", "org", "xyz", NULL};
/* Before ".in": siwan.nic.in, police.bihar.gov.in. */
static const char *const in_labels[] = {"ac", "co", "edu", "gov", "mil", "net", "nic", "org", "res", NULL};

static bool is_alnum(const struct unit *unit)
{
	return unit->cp < 0x80 && unit->class <= UNIT_DIGIT;
}

static bool has_prefix(const struct units *units, size_t i, const char *prefix)
{
	for (; *prefix; prefix++, i++)
		if (i >= units->n || units->at[i].cp != (uint32_t)*prefix)
			return false;
	return true;
}

static bool is_label(const struct units *units, size_t from, size_t to, const char *const *labels)
{
	for (; *labels; labels++)
		if (strlen(*labels) == to - from && has_prefix(units, from, *labels))
			return true;
	return false;
}

static bool belongs_to_link(const struct unit *unit)
{
	static const char never[] = "<>\"{}|\\^`";

	return unit->cp < 0x80 && unit->class != UNIT_BLANK && unit->class != UNIT_NEWLINE &&
	       !strchr(never, (int)unit->cp);
}

/* Goes on over the link's characters from i, then back over the sentence's punctuation, no further than to least. */
static size_t go_on(const struct units *units, size_t i, size_t least)
{
	size_t opened = SIZE_MAX;

	for (; i < units->n && belongs_to_link(&units->at[i]); i++)
		if (units->at[i].cp == '(' && opened == SIZE_MAX)
			opened = i;
	for (; i > least; i--) {
		uint32_t last = units->at[i - 1].cp;

		/* a closing bracket is the link's if it holds the opening one */
		if (last == ')' ? opened < i - 1 : !strchr(".,;:!?'\"]*_~(-", (int)last))
			break;
	}
	return i;
}

static size_t scheme_end(const struct units *units, size_t i, bool inside)
{
	size_t least = 0;

	if (has_prefix(units, i, "http://"))
		least = i + 7;
	else if (has_prefix(units, i, "https://"))
		least = i + 8;
	else if (!inside && has_prefix(units, i, "www."))
		least = i + 4;
	if (!least || least >= units->n || !is_alnum(&units->at[least]))
		return i;
	return go_on(units, least, least + 1);
}

/*
 * Reads labels with dots between them from i: *ret_last is where the last one begins, *ret_before the one before it.
 * Returns the index behind the last, or i if there are fewer than two or one is too long.
 */
static size_t host_end(const struct units *units, size_t i, size_t *ret_before, size_t *ret_last)
{
	size_t at = i, label = i, n_labels = 0;

	while (at < units->n && at - i <= HOST_MAX) {
		while (at < units->n && at - label <= LABEL_MAX &&
		       (is_alnum(&units->at[at]) || units->at[at].cp == '-'))
			at++;
		if (at == label || at - label > LABEL_MAX)
			return i;
		n_labels++;
		*ret_before = n_labels > 1 ? *ret_last : label;
		*ret_last = label;
		if (at + 1 >= units->n || units->at[at].cp != '.' || !is_alnum(&units->at[at + 1]))
			break;
		label = ++at;
	}
	return n_labels > 1 && at - i <= HOST_MAX ? at : i;
}

static size_t domain_end(const struct units *units, size_t i)
{
	size_t before, last, end = host_end(units, i, &before, &last);

	if (end == i || (end < units->n && (units->at[end].class <= UNIT_UNDERSCORE && units->at[end].cp < 0x80)))
		return i;
	if (end + 1 < units->n && units->at[end].cp == '/' && is_alnum(&units->at[end + 1]))
		return is_label(units, last, end, path_labels) ? go_on(units, end, end) : i;
	if (is_label(units, last, end, bare_labels))
		return end;
	if (is_label(units, last, end, (const char *const[]){"in", NULL}) &&
	    is_label(units, before, last - 1, in_labels))
		return end;
	return i;
}

static bool is_local_part(const struct unit *unit)
{
	return is_alnum(unit) || (unit->cp < 0x80 && unit->cp && strchr("._%+-", (int)unit->cp));
}

static size_t mail_end(const struct units *units, size_t i, size_t *next_at)
{
	size_t before, last, end;

	while (*next_at < units->n && (*next_at < i || units->at[*next_at].cp != '@'))
		++*next_at;
	if (*next_at + 1 >= units->n || *next_at - i > LOCAL_MAX)
		return i;
	for (size_t j = i; j < *next_at; j++)
		if (!is_local_part(&units->at[j]))
			return i;
	end = host_end(units, *next_at + 1, &before, &last);
	if (end == *next_at + 1 || units->at[last].class != UNIT_LETTER)
		return i;
	while (units->at[end - 1].cp == '-')
		end--;
	return end - last >= 2 ? end : i;
}

/* Only where a token begins: behind these characters it has begun before. */
static bool begins_token(const struct units *units, size_t i)
{
	const struct unit *before = i ? &units->at[i - 1] : NULL;

	return !before || before->cp >= 0x80 || before->class == UNIT_BLANK ||
	       !(is_alnum(before) || strchr("._-/@%+=&#~", (int)before->cp));
}

size_t fr_fold_link_end(const struct units *units, size_t i, bool inside, size_t *next_at)
{
	size_t end;

	if (units->at[i].cp >= 0x80)
		return i;
	if (units->at[i].cp == 'h' || units->at[i].cp == 'w') {
		end = scheme_end(units, i, inside || !begins_token(units, i));
		if (end > i)
			return end;
	}
	if (inside || !begins_token(units, i))
		return i;
	end = mail_end(units, i, next_at);
	return end > i ? end : domain_end(units, i);
}
