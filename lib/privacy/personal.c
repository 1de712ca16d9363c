#include "privacy/personal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"

#define OTHER_LETTER '\x01' /* a letter that is not of Latin */
#define OTHER_SIGN   '\x02'
#define DIGITS_MAX   19
#define GROUPS_MAX   12
#define LOCAL_MAX    64 /* of an address, before the @ (RFC 5321, 4.5.3.1.1) */

static const char *const names[FR_PERSONAL_KINDS] = {"phone", "aadhaar", "pan",     "id",
						     "mail",  "upi",     "vehicle", "account"};

const char *fr_personal_name(enum fr_personal_kind kind)
{
	return names[kind];
}

void fr_personal_free(struct fr_personal_finder *f)
{
	free(f->plain);
	free(f->off);
	free(f->found);
	*f = (struct fr_personal_finder){0};
}

/* ---- the plain text */

/* First digits (zeros) of the scripts that posts are written in, and of styled ones. */
static const uint32_t zeros[] = {0x0660, 0x06F0, 0x0966, 0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6, 0x0C66,
				 0x0CE6, 0x0D66, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6};

static bool is_invisible(uint32_t cp)
{
	return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || cp == 0x2060 ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0x20E3 || (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF;
}

/* One byte for a character, 0: none. */
static char plain_of(uint32_t cp)
{
	if (cp < 0x80)
		return cp ? (char)cp : OTHER_SIGN;
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (cp >= zeros[i] && cp < zeros[i] + 10)
			return (char)('0' + (cp - zeros[i]));
	if (is_invisible(cp))
		return 0;
	if (cp >= 0x2460 && cp <= 0x2468) /* circled 1 to 9 */
		return (char)('1' + (cp - 0x2460));
	if (cp >= 0xFF01 && cp <= 0xFF5E) /* full-width */
		return (char)(cp - 0xFF01 + '!');
	if (cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x3000)
		return ' ';
	if (cp >= 0x2010 && cp <= 0x2015)
		return '-';
	if (cp == 0xFFFD || (cp >= 0x2016 && cp < 0x2C00) || cp >= 0x1F000 || cp == 0x0964 || cp == 0x0965 ||
	    (cp >= 0x80 && cp < 0xC0))
		return OTHER_SIGN;
	return OTHER_LETTER;
}

static void make_plain(struct fr_personal_finder *f, const char *text, size_t len)
{
	size_t pos = 0;

	if (f->cap < len + 1) {
		f->cap = (len + 1) * 2;
		free(f->plain);
		free(f->off);
		f->plain = fr_xmalloc(f->cap);
		f->off = fr_xmalloc(f->cap * sizeof *f->off);
	}
	f->len = 0;
	while (pos < len) {
		size_t at = pos;
		char c = plain_of(fr_utf8_next(text, len, &pos));

		if (!c)
			continue;
		f->plain[f->len] = c;
		f->off[f->len++] = (uint32_t)at;
	}
	f->off[f->len] = (uint32_t)len;
	f->plain[f->len] = '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Between the groups of a number. */
static bool is_joint(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

static char at(const struct fr_personal_finder *f, size_t i)
{
	return i < f->len ? f->plain[i] : '\0';
}

/* ---- what has been found */

/* Bytes [start, end) of the plain text. The text behind a number may go on with invisible signs: they stay. */
static void add(struct fr_personal_finder *f, enum fr_personal_kind kind, size_t start, size_t end)
{
	f->found = fr_grow(f->found, f->n_found, &f->cap_found, sizeof *f->found);
	f->found[f->n_found++] = (struct fr_personal){f->off[start], f->off[end], kind};
}

/* ---- numbers */

/* Groups of digits from a place on, with at most two joints between them. */
struct number {
	char digits[DIGITS_MAX + 1];
	size_t n;                 /* digits */
	size_t len[GROUPS_MAX];   /* of each group */
	size_t end[GROUPS_MAX];   /* behind each group, in the plain text */
	size_t total[GROUPS_MAX]; /* digits up to its end */
	size_t n_groups;
};

static void read_number(const struct fr_personal_finder *f, size_t i, struct number *ret)
{
	ret->n = ret->n_groups = 0;
	while (ret->n_groups < GROUPS_MAX) {
		size_t start = i, joints = 0;

		while (is_digit(at(f, i)) && ret->n < DIGITS_MAX)
			ret->digits[ret->n++] = f->plain[i++];
		if (i == start || is_digit(at(f, i)))
			break;
		ret->len[ret->n_groups] = i - start;
		ret->end[ret->n_groups] = i;
		ret->total[ret->n_groups++] = ret->n;
		while (joints < 3 && is_joint(at(f, i))) {
			i++;
			joints++;
		}
		if (!joints || joints == 3)
			break;
	}
	ret->digits[ret->n] = '\0';
}

/* The groups that make up exactly n digits: how many, 0 if none do. */
static size_t groups_of(const struct number *num, size_t n)
{
	for (size_t g = 0; g < num->n_groups; g++)
		if (num->total[g] == n)
			return g + 1;
	return 0;
}

/* Are groups [from, to) as people set them: all of one digit, or none of them, and not too many? */
static bool well_set(const struct number *num, size_t from, size_t to)
{
	size_t single = 0;

	for (size_t g = from; g < to; g++)
		single += num->len[g] == 1;
	return single == 0 ? to - from <= 5 : single == to - from && to - from >= 10;
}

/*
 * Ten digits from 6 on, with or without what stands before them. Returns the end, 0: none. Six digits from 8 on and
 * four more are a pincode and a year.
 */
static size_t mobile(const struct number *num)
{
	static const char *const before[] = {"", "91", "0", "091", "0091"};

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t lead = strlen(before[i]), g = groups_of(num, lead + 10);
		size_t from = lead && num->len[0] == lead ? 1 : 0;

		if (g && strncmp(num->digits, before[i], lead) == 0 && num->digits[lead] >= '6' &&
		    well_set(num, from, g) && !(num->len[0] == 6 && num->digits[0] == '8' && g == 2))
			return num->end[g - 1];
	}
	return 0;
}

/* A trunk code of three to five digits with its 0, and the rest of ten digits behind it. */
static size_t fixed_line(const struct number *num)
{
	size_t g = groups_of(num, 11);

	if (!g || g > 4 || num->digits[0] != '0' || num->digits[1] == '0')
		return 0;
	return g == 1 || (num->len[0] >= 3 && num->len[0] <= 5) ? num->end[g - 1] : 0;
}

static size_t abroad(const struct fr_personal_finder *f, size_t i, const struct number *num)
{
	size_t g = num->n_groups;

	if (!i || f->plain[i - 1] != '+')
		return 0;
	while (g && num->total[g - 1] > 15)
		g--;
	return g && num->total[g - 1] >= 8 ? num->end[g - 1] : 0;
}

int fr_verhoeff_right(const char *digits, size_t n)
{
	static const unsigned char multiply[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
						       {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
						       {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
						       {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
						       {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
	static const unsigned char permute[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
						     {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
						     {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
						     {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
	unsigned c = 0;

	for (size_t i = 0; i < n; i++)
		c = multiply[c][permute[i % 8][digits[n - 1 - i] - '0']];
	return c == 0;
}

/* Twelve digits, together or four by four. */
static size_t aadhaar(const struct number *num)
{
	size_t g = groups_of(num, 12);

	if (!g || num->digits[0] < '2' || !fr_verhoeff_right(num->digits, 12))
		return 0;
	return g == 1 || (g == 3 && num->len[0] == 4 && num->len[1] == 4) ? num->end[g - 1] : 0;
}

/* A long run, or groups of four. */
static size_t account(const struct number *num)
{
	size_t g = 0;

	if (num->len[0] >= 9)
		return num->end[0];
	while (g < num->n_groups && num->len[g] == 4)
		g++;
	return g >= 3 && g <= 4 ? num->end[g - 1] : 0;
}

static bool is_toll_free(const struct number *num)
{
	return strncmp(num->digits, "1800", 4) == 0 || strncmp(num->digits, "1860", 4) == 0;
}

/* A number that begins at i. Returns the place behind it, or i. */
static size_t read_digits(struct fr_personal_finder *f, size_t i)
{
	struct number num = {.n = 0};
	size_t start = i, end;

	read_number(f, i, &num);
	if (!num.n_groups) { /* longer than any number: hidden whole */
		while (is_digit(at(f, i)))
			i++;
		add(f, FR_PERSONAL_ACCOUNT, start, i);
		return i;
	}
	if (i && f->plain[i - 1] == '+')
		start--;
	end = mobile(&num);
	end = end ? end : fixed_line(&num);
	end = end ? end : abroad(f, i, &num);
	if (end) {
		add(f, FR_PERSONAL_PHONE, start, end);
		return end;
	}
	end = aadhaar(&num);
	if (end) {
		add(f, FR_PERSONAL_AADHAAR, start, end);
		return end;
	}
	end = is_toll_free(&num) ? 0 : account(&num);
	if (end) {
		add(f, FR_PERSONAL_ACCOUNT, start, end);
		return end;
	}
	return num.end[0];
}

/* ---- letters and digits: PAN, cards, vehicles */

/* Does the plain text at i have this form? A: letter, 9: digit. Returns the place behind it, 0: no. */
static size_t has_form(const struct fr_personal_finder *f, size_t i, const char *form)
{
	for (; *form; form++, i++)
		if (*form == 'A' ? !is_latin(at(f, i)) : !is_digit(at(f, i)))
			return 0;
	return is_latin(at(f, i)) || is_digit(at(f, i)) ? 0 : i;
}

/* Letters of the states and union territories on number plates. */
static const char states[] =
	"AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB "
	"PY RJ SK TG TN TR TS UK UP UA WB ";

static bool is_state(char a, char b)
{
	for (const char *s = states; *s; s += 3)
		if (s[0] == upper(a) && s[1] == upper(b))
			return true;
	return false;
}

static size_t skip_joint(const struct fr_personal_finder *f, size_t i)
{
	return at(f, i) == ' ' || at(f, i) == '-' || at(f, i) == '.' ? i + 1 : i;
}

static size_t count_digits(const struct fr_personal_finder *f, size_t i)
{
	size_t n = 0;

	while (is_digit(at(f, i + n)))
		n++;
	return n;
}

/* Behind the letters of the state: district, series, number. 0: none. */
static size_t plate(const struct fr_personal_finder *f, size_t i)
{
	size_t n, letters = 0;

	i = skip_joint(f, i);
	n = count_digits(f, i);
	if (n >= 5 && n <= 6) { /* BR291234: district and number without a series */
		i += n;
		return is_latin(at(f, i)) ? 0 : i;
	}
	if (n < 1 || n > 2)
		return 0;
	i = skip_joint(f, i + n);
	while (letters < 3 && is_latin(at(f, i + letters)))
		letters++;
	i += letters;
	if (letters)
		i = skip_joint(f, i);
	n = count_digits(f, i);
	if (n > 4 || n < 1 || (!letters && n < 4) || is_latin(at(f, i + n)))
		return 0;
	return i + n;
}

/* A driving licence: state, district, year of issue and number, 13 digits in all. */
static size_t licence(const struct fr_personal_finder *f, size_t i)
{
	size_t n = 0;

	for (size_t joints = 0; n < 14 && joints < 4;) {
		if (is_digit(at(f, i)))
			n++;
		else if (at(f, i) == ' ' || at(f, i) == '-')
			joints++;
		else
			break;
		i++;
	}
	return n == 13 && is_digit(at(f, i - 1)) ? i : 0;
}

static bool is_pan_holder(char c)
{
	return c && strchr("ABCFGHJLPT", upper(c));
}

/* What begins with a letter at i, behind none. Returns the place behind it, or i. */
static size_t read_letters(struct fr_personal_finder *f, size_t i)
{
	size_t end = has_form(f, i, "AAAAA9999A");

	if (end && is_pan_holder(f->plain[i + 3])) {
		add(f, FR_PERSONAL_PAN, i, end);
		return end;
	}
	if (is_latin(at(f, i + 1)) && is_state(f->plain[i], f->plain[i + 1])) {
		end = licence(f, i + 2);
		if (end) {
			add(f, FR_PERSONAL_ID, i, end);
			return end;
		}
		end = plate(f, i + 2);
		if (end) {
			add(f, FR_PERSONAL_VEHICLE, i, end);
			return end;
		}
	}
	end = has_form(f, i, "AAA9999999");
	end = end ? end : has_form(f, i, "A9999999");
	if (end) {
		add(f, FR_PERSONAL_ID, i, end);
		return end;
	}
	return i;
}

/* 22 BH 1234 AA: the year, BH, a number, one or two letters. */
static size_t read_bh(struct fr_personal_finder *f, size_t i)
{
	size_t start = i, n;

	if (count_digits(f, i) != 2)
		return 0;
	i = skip_joint(f, i + 2);
	if (upper(at(f, i)) != 'B' || upper(at(f, i + 1)) != 'H')
		return 0;
	i = skip_joint(f, i + 2);
	n = count_digits(f, i);
	if (n != 4)
		return 0;
	i = skip_joint(f, i + n);
	n = is_latin(at(f, i)) ? 1 + is_latin(at(f, i + 1)) : 0;
	if (!n || is_latin(at(f, i + n)) || is_digit(at(f, i + n)))
		return 0;
	add(f, FR_PERSONAL_VEHICLE, start, i + n);
	return i + n;
}

/* ---- addresses */

static bool is_local(char c)
{
	return is_latin(c) || is_digit(c) || (c && strchr("._%+-", c)) || c == OTHER_LETTER;
}

static bool is_host(char c)
{
	return is_latin(c) || is_digit(c) || c == '.' || c == '-';
}

/* Add what is larger than things found before, and takes them in. */
static void add_over(struct fr_personal_finder *f, enum fr_personal_kind kind, size_t start, size_t end)
{
	size_t first = f->off[start];

	for (; f->n_found && f->found[f->n_found - 1].end > f->off[start]; f->n_found--)
		first = f->found[f->n_found - 1].start < first ? f->found[f->n_found - 1].start : first;
	add(f, kind, start, end);
	f->found[f->n_found - 1].start = first;
}

/* An @ at i with something before it: an address of mail or of payment. Returns the place behind it, or i. */
static size_t read_address(struct fr_personal_finder *f, size_t i)
{
	size_t start = i, end = i + 1, dots = 0;

	while (start && i - start < LOCAL_MAX && is_local(f->plain[start - 1]))
		start--;
	while (start < i && strchr(".-_+%", f->plain[start]))
		start++;
	while (is_host(at(f, end)))
		end++;
	while (end > i + 1 && !is_latin(f->plain[end - 1]) && !is_digit(f->plain[end - 1]))
		end--;
	for (size_t k = i + 1; k < end; k++)
		dots += f->plain[k] == '.';
	if (start == i || end < i + 3)
		return i;
	add_over(f, dots ? FR_PERSONAL_MAIL : FR_PERSONAL_UPI, start, end);
	return end;
}

static bool is_word(const struct fr_personal_finder *f, size_t i, const char *word)
{
	size_t n = strlen(word);

	for (size_t k = 0; k < n; k++)
		if (upper(at(f, i + k)) != upper(word[k]))
			return false;
	return !is_latin(at(f, i + n)) && !is_digit(at(f, i + n));
}

static size_t skip_blanks(const struct fr_personal_finder *f, size_t i)
{
	while (at(f, i) == ' ' || at(f, i) == '(' || at(f, i) == ')' || at(f, i) == '[' || at(f, i) == ']')
		i++;
	return i;
}

/* "name (at) gmail dot com", from the word at on. Returns the place behind it, or i. */
static size_t read_spelt_address(struct fr_personal_finder *f, size_t i)
{
	static const char *const hosts[] = {"gmail",      "yahoo",      "hotmail", "outlook",
					    "rediffmail", "protonmail", "icloud"};
	size_t start = i, end = skip_blanks(f, i + 2);

	if (is_word(f, end, "the"))
		end = skip_blanks(f, end + 3);
	if (is_word(f, end, "rate"))
		end = skip_blanks(f, end + 4);
	for (size_t h = 0; h < sizeof hosts / sizeof *hosts; h++) {
		if (!is_word(f, end, hosts[h]))
			continue;
		end = skip_blanks(f, end + strlen(hosts[h]));
		end = at(f, end) == '.' ? end + 1 : is_word(f, end, "dot") ? skip_blanks(f, end + 3) : end;
		while (is_latin(at(f, end)))
			end++;
		while (start && i - start < LOCAL_MAX && strchr(" ([", f->plain[start - 1]))
			start--;
		while (start && i - start < LOCAL_MAX && is_local(f->plain[start - 1]))
			start--;
		if (start == i)
			return i;
		add_over(f, FR_PERSONAL_MAIL, start, end);
		return end;
	}
	return i;
}

/* ---- links */

/* Hosts whose links have the number of a post in them. */
static const char *const post_hosts[] = {
	"x.com", "twitter.com", "facebook.com", "fb.watch",        "instagram.com", "youtube.com", "youtu.be",
	"t.me",  "t.co",        "reddit.com",   "mastodon.social", "bsky.app",      "tiktok.com",  "threads.net"};

/* A link that begins at i: the place behind it, 0: none. *ret_post: it is that of a post on a known platform. */
static size_t read_link(const struct fr_personal_finder *f, size_t i, bool *ret_post)
{
	size_t n = is_word(f, i, "https") ? 5 : is_word(f, i, "http") ? 4 : 0, host, end;

	if (!n || at(f, i + n) != ':' || at(f, i + n + 1) != '/' || at(f, i + n + 2) != '/')
		return 0;
	for (end = host = i + n + 3; end < f->len && f->plain[end] != ' ' && f->plain[end] != '\n';)
		end++;
	for (const char *const *skip = (const char *const[]){"www.", "m.", "mobile.", "web.", "old.", NULL}; *skip;
	     skip++)
		if (f->len - host > strlen(*skip) && !strncmp(f->plain + host, *skip, strlen(*skip)))
			host += strlen(*skip);
	*ret_post = false;
	for (size_t h = 0; h < sizeof post_hosts / sizeof *post_hosts; h++) {
		size_t len = strlen(post_hosts[h]);

		*ret_post |= host + len <= f->len && !strncmp(f->plain + host, post_hosts[h], len) &&
			     (host + len == end || at(f, host + len) == '/' || at(f, host + len) == '?');
	}
	return end;
}

/* ---- all of it */

const struct fr_personal *fr_personal_find(struct fr_personal_finder *f, const char *text, size_t len, size_t *ret_n)
{
	f->n_found = 0;
	make_plain(f, text, len);
	for (size_t i = 0; i < f->len;) {
		char c = f->plain[i], before = i ? f->plain[i - 1] : '\0';
		size_t next = i;
		bool word = !is_latin(before) && !is_digit(before), post = false;

		if (c == '@' && i)
			next = read_address(f, i);
		else if (is_digit(c) && !is_digit(before))
			next = (word && (next = read_bh(f, i))) ? next : read_digits(f, i);
		else if (is_latin(c) && word && (next = read_link(f, i, &post)) && post)
			;
		else if (is_latin(c) && word && is_word(f, i, "at") && (next = read_spelt_address(f, i)) > i)
			;
		else if (is_latin(c) && word)
			next = read_letters(f, i);
		i = next > i ? next : i + 1;
	}
	*ret_n = f->n_found;
	return f->found;
}
