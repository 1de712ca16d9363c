/* Heads of mails: see mailhead.h. */
#include "ingest/mailhead.h"

#include <string.h>
#include <strings.h>
#include "ingest/charset.h"
#include "ingest/mailword.h"

#define PIECES_MAX 100 /* of a parameter cut up by RFC 2231 */
#define MSGID_MAX  998 /* of a line, and so of an id, says RFC 5322 */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct fr_str trim(const char *s, size_t len)
{
	while (len && is_blank(s[len - 1]))
		len--;
	while (len && is_blank(*s)) {
		s++;
		len--;
	}
	return len ? (struct fr_str){s, len} : FR_STR_NONE;
}

bool fr_head_is_field(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && line[n] > ' ' && line[n] < 127 && line[n] != ':')
		n++;
	if (!n)
		return false;
	while (n < len && (line[n] == ' ' || line[n] == '\t'))
		n++;
	return n < len && line[n] == ':';
}

/* The line at pos: its length without \r and \n; *ret_next is behind it. */
static size_t line_at(const char *s, size_t len, size_t pos, size_t *ret_next)
{
	const char *newline = memchr(s + pos, '\n', len - pos);
	size_t end = newline ? (size_t)(newline - s) : len;

	*ret_next = newline ? end + 1 : len;
	return end - pos - (end > pos && s[end - 1] == '\r');
}

size_t fr_head_find(const char *s, size_t len, struct fr_head *ret)
{
	size_t pos = 0, next, behind, n;

	*ret = (struct fr_head){s, 0};
	while (pos < len) {
		n = line_at(s, len, pos, &next);
		ret->len = pos;
		if (!n)
			return next;
		if (!fr_head_is_field(s + pos, n) && (!pos || (s[pos] != ' ' && s[pos] != '\t'))) {
			/* A stray line among the fields is passed over; a boundary, or another stray one, is the body.
			 */
			if (!pos || (n > 1 && s[pos] == '-' && s[pos + 1] == '-'))
				return pos;
			n = next < len ? line_at(s, len, next, &behind) : 0;
			if (!n || !fr_head_is_field(s + next, n))
				return pos;
		}
		pos = next;
	}
	ret->len = len;
	return len;
}

bool fr_head_next(const struct fr_head *head, size_t *pos, struct fr_field *ret)
{
	const char *s = head->s;
	size_t at = *pos, n, next, end, colon;

	for (;; at = next) {
		if (at >= head->len)
			return false;
		n = line_at(s, head->len, at, &next);
		if (fr_head_is_field(s + at, n))
			break;
	}
	for (end = next; next < head->len && (s[next] == ' ' || s[next] == '\t'); end = next)
		line_at(s, head->len, next, &next);
	*pos = end;
	colon = (size_t)((const char *)memchr(s + at, ':', n) - s);
	ret->name = trim(s + at, colon - at);
	ret->value = trim(s + colon + 1, end - colon - 1);
	return true;
}

struct fr_str fr_head_get(const struct fr_head *head, const char *name)
{
	struct fr_field field;
	size_t pos = 0, len = strlen(name);

	while (fr_head_next(head, &pos, &field)) {
		if (field.value.len && field.name.len == len && !strncasecmp(field.name.s, name, len))
			return field.value;
	}
	return FR_STR_NONE;
}

void fr_head_type(struct fr_str value, char ret[80])
{
	size_t n = 0, slash = 0;

	for (size_t i = 0; i < value.len && n < 79; i++) {
		char c = value.s[i];

		if (c == ';' || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '(')
			break;
		slash = c == '/' && !slash ? n : slash;
		ret[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	ret[slash && slash + 1 < n ? n : 0] = '\0';
}

/* name, *, =value of one parameter, as they stand. */
struct param {
	struct fr_str name, value;
	bool quoted;
};

static size_t quoted_end(const char *s, size_t len, size_t pos)
{
	for (pos++; pos < len && s[pos] != '"'; pos++)
		pos += s[pos] == '\\';
	return pos < len ? pos : len;
}

static bool next_param(struct fr_str all, size_t *pos, struct param *ret)
{
	size_t at = *pos, start, equals;

	/* up to the semicolon: the value itself, or the rest of a parameter */
	while (at < all.len && all.s[at] != ';')
		at = all.s[at] == '"' ? quoted_end(all.s, all.len, at) + 1 : at + 1;
	for (start = ++at; at < all.len && all.s[at] != '=' && all.s[at] != ';';)
		at++;
	*pos = at < all.len ? at : all.len;
	if (start >= all.len)
		return false;
	ret->name = trim(all.s + start, (at < all.len ? at : all.len) - start);
	ret->value = FR_STR_NONE;
	ret->quoted = false;
	if (at >= all.len || all.s[at] == ';')
		return true;
	equals = at++;
	while (at < all.len && is_blank(all.s[at]))
		at++;
	if (at < all.len && all.s[at] == '"') {
		*pos = quoted_end(all.s, all.len, at);
		ret->value = (struct fr_str){all.s + at + 1, *pos > at ? *pos - at - 1 : 0};
		ret->quoted = true;
		*pos += *pos < all.len;
		return true;
	}
	while (at < all.len && all.s[at] != ';')
		at++;
	*pos = at;
	ret->value = trim(all.s + equals + 1, at - equals - 1);
	return true;
}

/* A quoted string's backslashes undone. Those of a path that Windows wrote stay: only \" and \\ are escapes there. */
static void add_unquoted(struct fr_buf *out, struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '\\' && i + 1 < s.len && (s.s[i + 1] == '"' || s.s[i + 1] == '\\'))
			i++;
		if (s.s[i] != '\r' && s.s[i] != '\n')
			fr_buf_addc(out, s.s[i]);
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_percent(struct fr_buf *out, struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		int high = s.s[i] == '%' && i + 2 < s.len ? hex_digit(s.s[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(s.s[i + 2]) : -1;

		fr_buf_addc(out, low >= 0 ? (char)(high * 16 + low) : s.s[i]);
		i += low >= 0 ? 2 : 0;
	}
}

/* "name", "name*", "name*3", "name*3*": -2 if it is another one, -1 without a number. */
static int piece_number(struct fr_str name, const char *wanted, bool *ret_coded)
{
	size_t n = strlen(wanted);
	int number = -1;

	*ret_coded = false;
	if (name.len < n || strncasecmp(name.s, wanted, n) || (name.len > n && name.s[n] != '*'))
		return -2;
	*ret_coded = name.len > n && name.s[name.len - 1] == '*';
	for (n++; n < name.len && name.s[n] >= '0' && name.s[n] <= '9' && number < PIECES_MAX; n++)
		number = (number < 0 ? 0 : number * 10) + (name.s[n] - '0');
	return number < PIECES_MAX ? number : -2;
}

/* charset'language' off the front of the first piece. */
static struct fr_str take_charset(struct fr_str *value)
{
	const char *first = value->len ? memchr(value->s, '\'', value->len) : NULL, *second;
	struct fr_str charset;

	second = first ? memchr(first + 1, '\'', value->len - (size_t)(first + 1 - value->s)) : NULL;
	if (!second)
		return FR_STR_NONE;
	charset = (struct fr_str){value->s, (size_t)(first - value->s)};
	value->len -= (size_t)(second + 1 - value->s);
	value->s = second + 1;
	return charset;
}

struct pieces {
	struct param piece[PIECES_MAX];
	bool coded[PIECES_MAX];
	struct param plain; /* without a star */
};

static void collect(struct fr_str value, const char *name, struct pieces *ret)
{
	struct param param;
	size_t pos = 0;
	bool coded;
	int n;

	memset(ret, 0, sizeof(*ret));
	while (next_param(value, &pos, &param)) {
		n = piece_number(param.name, name, &coded);
		if (n == -2 || !param.value.s)
			continue;
		if (n == -1 && !coded && !ret->plain.value.s)
			ret->plain = param;
		n = n < 0 && coded ? 0 : n;
		if (n >= 0 && !ret->piece[n].value.s) {
			ret->piece[n] = param;
			ret->coded[n] = coded;
		}
	}
}

struct fr_str fr_head_param(struct fr_draft *post, struct fr_str value, const char *name)
{
	struct pieces pieces;
	struct fr_buf bytes = {0};
	struct fr_str charset = FR_STR_NONE, s;

	if (!value.len)
		return FR_STR_NONE;
	collect(value, name, &pieces);
	fr_buf_clear(&post->work);
	if (pieces.piece[0].value.s) {
		for (int i = 0; i < PIECES_MAX && pieces.piece[i].value.s; i++) {
			s = pieces.piece[i].value;
			if (i == 0 && pieces.coded[0])
				charset = take_charset(&s);
			if (pieces.coded[i])
				add_percent(&bytes, s);
			else
				add_unquoted(&bytes, s);
		}
		post->repaired |= fr_charset_decode(&post->work, charset, fr_buf_str(&bytes), bytes.len);
	} else if (pieces.plain.value.s) {
		if (pieces.plain.quoted)
			add_unquoted(&bytes, pieces.plain.value);
		else
			fr_buf_add(&bytes, pieces.plain.value.s, pieces.plain.value.len);
		post->repaired |= fr_mail_words(&post->work, charset, fr_buf_str(&bytes), bytes.len);
	}
	fr_buf_free(&bytes);
	s = fr_draft_take(post);
	s = trim(s.s, s.len);
	return s;
}

/* One pass over a list of addresses. */
struct scan {
	struct fr_buf phrase, angle, comment;
	bool in_angle, has_angle;
};

static void add_word_char(struct fr_buf *out, char c)
{
	if (!is_blank(c))
		fr_buf_addc(out, c);
	else if (out->len && out->bytes[out->len - 1] != ' ')
		fr_buf_addc(out, ' ');
}

static size_t scan_quoted(struct scan *scan, struct fr_str list, size_t pos)
{
	size_t end = quoted_end(list.s, list.len, pos);

	for (size_t i = pos + 1; i < end; i++) {
		i += list.s[i] == '\\' && i + 1 < end;
		add_word_char(scan->in_angle ? &scan->angle : &scan->phrase, list.s[i]);
	}
	return end + 1;
}

static size_t scan_comment(struct scan *scan, struct fr_str list, size_t pos)
{
	size_t depth = 0;

	for (; pos < list.len; pos++) {
		if (list.s[pos] == '(' && !depth++)
			continue;
		if (list.s[pos] == ')' && !--depth)
			return pos + 1;
		pos += list.s[pos] == '\\' && pos + 1 < list.len;
		add_word_char(&scan->comment, list.s[pos]);
	}
	return pos;
}

static bool has_at(const struct fr_buf *s)
{
	return s->len && memchr(s->bytes, '@', s->len);
}

/* An encoded word is one thing, whatever stands in it. */
static size_t scan_word(struct scan *scan, struct fr_str list, size_t pos)
{
	size_t len = fr_mail_word_len(list.s + pos, list.len - pos);

	fr_buf_add(scan->in_angle ? &scan->angle : &scan->phrase, list.s + pos, len);
	return pos + len;
}

/* Up to the end of the first address that looks like one, or of the list. */
static void scan_list(struct scan *scan, struct fr_str list)
{
	size_t pos = 0, before;

	while (pos < list.len) {
		char c = list.s[pos];

		before = pos;
		pos = c == '=' ? scan_word(scan, list, pos) : pos;
		if (pos > before)
			continue;
		if (c == '"') {
			pos = scan_quoted(scan, list, pos);
			continue;
		}
		if (c == '(' && !scan->in_angle) {
			pos = scan_comment(scan, list, pos);
			continue;
		}
		if (!scan->in_angle && (c == ',' || c == ';') && (scan->has_angle || has_at(&scan->phrase)))
			return;
		if (c == '<' && !scan->has_angle)
			scan->in_angle = scan->has_angle = true;
		else if (c == '>')
			scan->in_angle = false;
		else if (scan->in_angle && c == ':')
			fr_buf_clear(&scan->angle); /* a route */
		else if (scan->in_angle && !is_blank(c))
			fr_buf_addc(&scan->angle, c);
		else if (!scan->has_angle && (c == ':' || c == ';') && !has_at(&scan->phrase))
			fr_buf_clear(&scan->phrase); /* the name of a group */
		else if (c == ',' && !scan->phrase.len)
			; /* behind a group */
		else if (!scan->has_angle)
			add_word_char(&scan->phrase, c);
		pos++;
	}
}

static struct fr_str decoded(struct fr_draft *post, struct fr_str charset, struct fr_buf *raw)
{
	struct fr_str s;

	fr_buf_clear(&post->work);
	post->repaired |= fr_mail_words(&post->work, charset, fr_buf_str(raw), raw->len);
	s = fr_draft_take(post);
	return trim(s.s, s.len);
}

/* "undisclosed, a@b": what stood before the address was no name. */
static struct fr_str last_of_list(struct fr_str s)
{
	const char *comma = s.s ? memrchr(s.s, ',', s.len) : NULL;

	if (!comma)
		return s;
	return trim(comma + 1, s.len - (size_t)(comma + 1 - s.s));
}

bool fr_head_address(struct fr_draft *post, struct fr_str value, struct fr_str charset, struct fr_address *ret)
{
	struct scan scan = {0};
	struct fr_buf whole = {0};

	*ret = (struct fr_address){FR_STR_NONE, FR_STR_NONE};
	if (!value.len)
		return false;
	/* Some encode the address with the name: then there is no @ to be seen. */
	if (!memchr(value.s, '@', value.len) && memmem(value.s, value.len, "=?", 2)) {
		fr_mail_words(&whole, charset, value.s, value.len);
		value = (struct fr_str){fr_buf_str(&whole), whole.len};
	}
	scan_list(&scan, value);
	if (scan.angle.len) {
		ret->address = decoded(post, charset, &scan.angle);
		ret->name = decoded(post, charset, scan.phrase.len ? &scan.phrase : &scan.comment);
	} else {
		ret->address = last_of_list(decoded(post, charset, &scan.phrase));
		ret->name = decoded(post, charset, &scan.comment);
		/* "a@b c" is no address, and a name alone is none either. */
		if (ret->address.s && fr_has_blank(ret->address)) {
			ret->name = ret->address;
			ret->address = FR_STR_NONE;
		}
	}
	fr_buf_free(&whole);
	fr_buf_free(&scan.phrase);
	fr_buf_free(&scan.angle);
	fr_buf_free(&scan.comment);
	return ret->address.s || ret->name.s;
}

struct fr_str fr_head_msgid(struct fr_draft *post, struct fr_str value, bool last)
{
	size_t pos = 0, start = SIZE_MAX, end = 0, from;
	const char *open, *close;

	if (!value.len)
		return FR_STR_NONE;
	while ((open = memchr(value.s + pos, '<', value.len - pos)) != NULL) {
		from = (size_t)(open - value.s) + 1;
		close = memchr(open, '>', value.len - from + 1);
		if (!close || (start != SIZE_MAX && !last))
			break;
		pos = (size_t)(close - value.s);
		if (pos > from) {
			start = from;
			end = pos;
		}
	}
	/* Without brackets: one word is an id, more are words. */
	if (start == SIZE_MAX) {
		if (fr_has_blank(value))
			return FR_STR_NONE;
		start = 0;
		end = value.len;
	}
	fr_buf_clear(&post->work);
	for (size_t i = start; i < end; i++) {
		unsigned char c = (unsigned char)value.s[i];

		if (c > ' ' && c != 127 && c != '<' && c != '>')
			fr_buf_addc(&post->work, value.s[i]);
	}
	if (!post->work.len || post->work.len > MSGID_MAX)
		return FR_STR_NONE;
	return fr_draft_take(post);
}
