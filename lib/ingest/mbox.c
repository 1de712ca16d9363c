/*
 * mbox.c: mailboxes of many mails: Thunderbird, Apple Mail, Google Takeout, Unix spools.
 *
 * Before each mail stands a line "From ": with an address and a date, without the date (Google), or "From - "
 * (Netscape). It counts if an empty line, or the start of the file, is before it, and a field of a head behind it; with
 * a whole date also where the empty line is missing. "From here" in a letter is none: it has neither address nor date.
 * A Content-Length is believed if it leads to a separator or to the end. Lines end in LF or CRLF. Lines that begin with
 * ">From " lose one > (mboxrd), once: mail.h.
 *
 * Mails are read one by one; no more than FR_MAIL_MAX bytes of them, and the line behind, are kept. A longer one is
 * rejected, its further lines are passed over.
 */
#include <string.h>
#include <strings.h>
#include "ingest/mail.h"

#define FIELD_LOOK 200 /* bytes of a line that decide whether a field stands there */

static const struct fr_fault fault_before = {"mbox-start", "text before the first mail"};

/* 14:03, and behind it four digits of a year. */
static bool has_date(const char *s, size_t len, bool *ret_whole)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	bool clock = false, year = false, month = false;

	for (size_t i = 0; i + 4 <= len; i++) {
		if (s[i] == ':' && i && s[i - 1] >= '0' && s[i - 1] <= '9' && s[i + 1] >= '0' && s[i + 1] <= '9')
			clock = true;
		if (clock && s[i] >= '1' && s[i] <= '2' && s[i + 1] >= '0' && s[i + 1] <= '9' && s[i + 2] >= '0' &&
		    s[i + 2] <= '9' && s[i + 3] >= '0' && s[i + 3] <= '9')
			year = true;
		for (const char *m = months; !month && *m && s[i] == ' '; m += 3)
			month = !memcmp(s + i + 1, m, 3);
	}
	*ret_whole = clock && year && month;
	return clock && year;
}

/* Fields that no letter begins a line with. */
static bool is_mail_field(const char *line, size_t len)
{
	size_t n = 0, hyphens = 0;

	if (!fr_head_is_field(line, len))
		return false;
	for (; n < len && line[n] != ':' && line[n] != ' '; n++)
		hyphens += line[n] == '-' && n;
	return hyphens || fr_mail_known_fields(line, len);
}

enum separator { NO_SEPARATOR, SEPARATOR, SEPARATOR_BY_ITSELF };

/*
 * Is line one, next being the line behind it? SEPARATOR needs an empty line before it; SEPARATOR_BY_ITSELF does not.
 * first: it stands at the start of the file, where anything goes.
 */
static enum separator separator_at(const char *line, size_t len, const char *next, size_t next_len, bool first)
{
	const char *rest = line + 5;
	size_t left = len < 5 ? 0 : len - 5, word = 0;
	bool whole_date = false, address, dated;

	if (len < 5 || memcmp(line, "From ", 5) || fr_head_is_field(line, len))
		return NO_SEPARATOR;
	next_len = next_len < FIELD_LOOK ? next_len : FIELD_LOOK;
	left = left < FIELD_LOOK ? left : FIELD_LOOK;
	if (!fr_head_is_field(next, next_len) && (next_len < 6 || memcmp(next, ">From ", 6)))
		return NO_SEPARATOR;
	if (first)
		return SEPARATOR;
	while (word < left && rest[word] != ' ' && rest[word] != '\r')
		word++;
	dated = has_date(rest, left, &whole_date);
	address = memchr(rest, '@', word) || (word == 1 && rest[0] == '-');
	while (!dated && word < left && (rest[word] == ' ' || rest[word] == '\r'))
		word++;
	if (dated)
		return whole_date ? SEPARATOR_BY_ITSELF : SEPARATOR;
	return address && word == left && is_mail_field(next, next_len) ? SEPARATOR : NO_SEPARATOR;
}

static size_t line_length(const char *s, size_t len)
{
	const char *newline = memchr(s, '\n', len);

	return newline ? (size_t)(newline - s) : len;
}

static int bid(const struct fr_peek *peek)
{
	size_t first = line_length(peek->bytes, peek->len);

	if (first + 1 >= peek->len ||
	    separator_at(peek->bytes, first, peek->bytes + first + 1, peek->len - first - 1, true) == NO_SEPARATOR)
		return 0;
	return 130;
}

/* Lines that are read and not yet used up: text[pos..), which begins at offset of the file. */
struct mbox {
	struct fr_intake *in;
	struct fr_mail mail;
	struct fr_buf text;
	size_t pos;      /* of the mail that is looked at */
	uint64_t offset; /* of text.bytes[0] */
	size_t long_at;  /* of a line too long for anything, of which only the beginning is in text; SIZE_MAX: none */
	bool ended;
};

struct line {
	const char *s;
	size_t len, next; /* len: without its newline; next: where the line behind begins, in text */
};

/* Read one more line to the end of text. False: there is none. */
static bool fetch(struct mbox *m)
{
	struct fr_source_line line;
	struct fr_error ignored;
	int rc;

	if (m->ended || m->long_at != SIZE_MAX)
		return false;
	rc = fr_source_line(m->in->source, &line, &ignored);
	if (rc == FR_STOP) {
		m->ended = true;
		return false;
	}
	if (!m->text.len)
		m->offset = line.offset;
	if (rc == FR_REJECT)
		m->long_at = m->text.len;
	fr_buf_add(&m->text, line.bytes, line.kept);
	if (line.ended)
		fr_buf_addc(&m->text, '\n');
	return true;
}

/* The line at a place of text, read if need be. False: the end of the file, or of what can be read. */
static bool line_at(struct mbox *m, size_t at, struct line *ret)
{
	if (at >= m->text.len && !fetch(m))
		return false;
	ret->s = m->text.bytes + at;
	ret->len = line_length(ret->s, m->text.len - at);
	ret->next = at + ret->len + 1 < m->text.len ? at + ret->len + 1 : m->text.len;
	return true;
}

static bool is_empty(const struct line *line)
{
	return !line->len || (line->len == 1 && line->s[0] == '\r');
}

/* Is the line at this place a separator? */
static enum separator look(struct mbox *m, size_t at, bool first)
{
	struct line line, next;

	if (!line_at(m, at, &line) || line.len < 5 || memcmp(line.s, "From ", 5))
		return NO_SEPARATOR;
	if (!line_at(m, line.next, &next))
		return NO_SEPARATOR;
	line.s = m->text.bytes + at; /* reading the next line may have moved it */
	return separator_at(line.s, line.len, next.s, next.len, first);
}

/* Behind the head of the mail; *ret_length is its Content-Length, SIZE_MAX if it has none that could be true. */
static size_t read_head(struct mbox *m, size_t at, size_t *ret_length)
{
	struct line line;
	size_t n;

	*ret_length = SIZE_MAX;
	while (line_at(m, at, &line) && at - m->pos < FR_MAIL_MAX) {
		at = line.next;
		if (is_empty(&line))
			break;
		if (line.len < 16 || strncasecmp(line.s, "Content-Length:", 15))
			continue;
		*ret_length = 0;
		for (n = 15; n < line.len && line.s[n] == ' '; n++)
			;
		for (; n < line.len && line.s[n] >= '0' && line.s[n] <= '9' && *ret_length < FR_MAIL_MAX; n++)
			*ret_length = 10 * *ret_length + (size_t)(line.s[n] - '0');
		if (*ret_length >= FR_MAIL_MAX)
			*ret_length = SIZE_MAX;
	}
	return at;
}

/* Does the mail end at this place: does a separator stand there, or behind an empty line, or nothing more? */
static bool ends_at(struct mbox *m, size_t at, size_t *ret_end)
{
	struct line line;
	size_t start = at;

	/* in the middle of a line only if nothing but its end is left of it */
	while (m->text.len < at + 1 && fetch(m))
		;
	if (m->text.len < at)
		return false;
	if (at && m->text.len > at && m->text.bytes[at - 1] != '\n' && m->text.bytes[at] != '\n' &&
	    m->text.bytes[at] != '\r')
		return false;
	for (int i = 0; i < 3 && line_at(m, at, &line) && is_empty(&line); i++)
		at = line.next;
	*ret_end = at;
	if (!line_at(m, at, &line))
		return m->ended;
	return look(m, at, at == start) != NO_SEPARATOR;
}

/*
 * Where the mail at m->pos ends. False: it is longer than may be; what has been read of it is in text.
 */
static bool find_end(struct mbox *m, size_t *ret_end)
{
	struct line line;
	size_t length, at = m->pos, body;
	bool after_empty = false;
	enum separator kind;

	if (look(m, at, true) != NO_SEPARATOR && line_at(m, at, &line))
		at = line.next;
	body = read_head(m, at, &length);
	if (length != SIZE_MAX && m->long_at == SIZE_MAX && ends_at(m, body + length, ret_end))
		return true;
	for (at = body; line_at(m, at, &line); at = line.next) {
		if (at == m->long_at || at - m->pos > FR_MAIL_MAX)
			return false;
		if (line.len >= 5 && line.s[0] == 'F') {
			kind = look(m, at, false);
			if (kind == SEPARATOR_BY_ITSELF || (kind == SEPARATOR && after_empty))
				break;
			line_at(m, at, &line);
		}
		after_empty = is_empty(&line);
	}
	*ret_end = at;
	return m->long_at == SIZE_MAX || at <= m->long_at;
}

/* Give back what stands before pos. */
static void drop_used(struct mbox *m)
{
	if (m->pos < m->text.len && m->pos < m->text.len / 2)
		return;
	m->offset += m->pos;
	m->text.len -= m->pos;
	if (m->text.len)
		memmove(m->text.bytes, m->text.bytes + m->pos, m->text.len);
	if (m->long_at != SIZE_MAX)
		m->long_at -= m->pos;
	m->pos = 0;
}

/* Behind a mail that is too long: on to the next one, line by line. */
static void skip_rest(struct mbox *m)
{
	struct line line;
	bool after_empty = false;
	enum separator kind;

	m->pos = m->text.len;
	m->long_at = SIZE_MAX;
	drop_used(m);
	while (line_at(m, m->pos, &line)) {
		kind = look(m, m->pos, false);
		if (kind == SEPARATOR_BY_ITSELF || (kind == SEPARATOR && after_empty))
			return;
		line_at(m, m->pos, &line);
		after_empty = is_empty(&line);
		m->pos = line.next;
		if (m->long_at < m->pos)
			m->long_at = SIZE_MAX;
		drop_used(m);
	}
}

/* The empty line before a separator is the separator's. */
static size_t without_empty_line(const char *s, size_t len)
{
	if (len >= 2 && !memcmp(s + len - 2, "\n\n", 2))
		return len - 1;
	return len >= 4 && !memcmp(s + len - 4, "\r\n\r\n", 4) ? len - 2 : len;
}

static int take_next(struct mbox *m, struct fr_error *err)
{
	size_t end, len;
	int rc;

	if (!find_end(m, &end)) {
		fr_reject(err, &fr_fault_mail_size, -1, "a mail of more than %u bytes", FR_MAIL_MAX);
		rc = fr_intake_reject(m->in, err, m->offset + m->pos, m->text.bytes + m->pos, m->text.len - m->pos);
		skip_rest(m);
		return rc;
	}
	len = end - m->pos;
	if (end < m->text.len)
		len = without_empty_line(m->text.bytes + m->pos, len);
	rc = fr_mail_take(&m->mail, m->in, m->text.bytes + m->pos, len, m->offset + m->pos, err);
	m->pos = end;
	drop_used(m);
	return rc;
}

/* What stands before the first separator is no mail. */
static int skip_start(struct mbox *m, struct fr_error *err)
{
	struct line line;
	size_t at = 0, start = 0;
	bool blank = true;
	int rc = FR_OK;

	while (line_at(m, at, &line) && look(m, at, true) == NO_SEPARATOR && at < FR_MAIL_MAX) {
		line_at(m, at, &line);
		if (at == 0 && line.len >= 3 && !memcmp(line.s, "\xEF\xBB\xBF", 3)) {
			at = start = 3;
			continue;
		}
		blank = blank && is_empty(&line);
		at = line.next;
	}
	if (!blank) {
		fr_reject(err, &fault_before, -1, NULL);
		rc = fr_intake_reject(m->in, err, m->offset + start, m->text.bytes + start, at - start);
	}
	m->pos = at;
	if (m->long_at < at)
		m->long_at = SIZE_MAX;
	drop_used(m);
	return rc;
}

static int read_mbox(struct fr_intake *in, struct fr_error *err)
{
	struct mbox m = {.in = in, .long_at = SIZE_MAX};
	struct line line;
	int rc = skip_start(&m, err);

	while (rc == FR_OK && line_at(&m, m.pos, &line))
		rc = take_next(&m, err);
	fr_buf_free(&m.text);
	fr_mail_free(&m.mail);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_mbox = {
	.name = "mbox",
	.platform = "mail",
	.title = "mailboxes: Thunderbird, Apple Mail, Google Takeout, Unix spools",
	.bid = bid,
	.read = read_mbox,
};
