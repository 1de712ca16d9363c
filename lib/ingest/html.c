/* HTML to plain text: see html.h. */
#include "ingest/html.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "core/utf8.h"

#define NAME_MAX_LEN 8     /* of the names of HTML 4: thetasym */
#define QUOTED_LOOK  16384 /* bytes that the value of an attribute may take before its quote is held for a mistake */
#define ELEMENT_MAX  16    /* bytes of an element's name that are looked at */

/* 0x80 to 0x9F mean Windows-1252 in numeric references, says the standard. */
static const uint16_t cp1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
				    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
				    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
				    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t read_number(const char *s, size_t len, uint32_t *ret_cp)
{
	bool hex = len > 2 && (s[2] | 32) == 'x';
	size_t pos = hex ? 3 : 2, first = pos;
	uint32_t cp = 0;

	for (; pos < len; pos++) {
		char c = s[pos];
		uint32_t digit;

		if (is_digit(c))
			digit = (uint32_t)(c - '0');
		else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
			digit = (uint32_t)((c | 32) - 'a' + 10);
		else
			break;
		cp = cp > 0x10FFFF ? cp : cp * (hex ? 16 : 10) + digit;
	}
	if (pos == first)
		return 0;
	if (!cp || cp > 0x10FFFF)
		cp = FR_UTF8_REPLACEMENT;
	*ret_cp = cp >= 0x80 && cp < 0xA0 ? cp1252[cp - 0x80] : cp;
	return pos + (pos < len && s[pos] == ';');
}

/* Names of Latin-1 and of XML's four are known without their semicolon too, where no letter follows. */
static size_t read_name(const char *s, size_t len, uint32_t *ret_cp)
{
	size_t n = 0;

	while (1 + n < len && n <= NAME_MAX_LEN && (is_letter(s[1 + n]) || is_digit(s[1 + n])))
		n++;
	*ret_cp = n <= NAME_MAX_LEN ? fr_html_name(s + 1, n) : 0;
	if (!*ret_cp)
		return 0;
	if (1 + n < len && s[1 + n] == ';')
		return n + 2;
	return *ret_cp < 0x100 && (1 + n >= len || s[1 + n] != '=') ? n + 1 : 0;
}

size_t fr_html_reference(const char *s, size_t len, char ret[4], size_t *ret_len)
{
	uint32_t cp = 0;
	size_t n = 0;

	if (len > 2 && s[1] == '#')
		n = read_number(s, len, &cp);
	else if (len > 2 && is_letter(s[1]))
		n = read_name(s, len, &cp);
	if (n)
		*ret_len = fr_utf8_put(ret, cp);
	return n;
}

void fr_html_decode(struct fr_buf *out, const char *s, size_t len)
{
	char utf8[4];
	size_t pos = 0, n, n_utf8;

	while (pos < len) {
		const char *amp = memchr(s + pos, '&', len - pos);
		size_t plain = amp ? (size_t)(amp - s) - pos : len - pos;

		fr_buf_add(out, s + pos, plain);
		pos += plain;
		if (!amp)
			break;
		n = fr_html_reference(s + pos, len - pos, utf8, &n_utf8);
		fr_buf_add(out, n ? utf8 : "&", n ? n_utf8 : 1);
		pos += n ? n : 1;
	}
}

struct page {
	const char *s;
	size_t len, pos;
	struct fr_buf *out;
	size_t start;      /* of our text in out */
	bool space;        /* a blank comes before the next character */
	size_t newlines;   /* so many newlines do, and no blank then */
	unsigned verbatim; /* inside <pre> */
	bool no_more_tags; /* no > follows any more */
	bool no_more_ends; /* nor --> */
	fr_html_link_fn *link;
	void *arg;
	bool in_link;
	struct fr_buf href, css_class;
	size_t link_start; /* in out */
};

/* A character, or a run of them, that is shown: what stands before it comes out first. */
static void show(struct page *p, const char *s, size_t len)
{
	if (p->out->len > p->start) {
		for (; p->newlines; p->newlines--) {
			p->space = false;
			fr_buf_addc(p->out, '\n');
		}
		if (p->space)
			fr_buf_addc(p->out, ' ');
	}
	p->newlines = 0;
	p->space = false;
	if (p->in_link && p->link_start == SIZE_MAX)
		p->link_start = p->out->len;
	fr_buf_add(p->out, s, len);
}

static void show_blank(struct page *p, char c)
{
	if (!p->verbatim)
		p->space = true;
	else if (c == '\n')
		p->newlines++;
	else if (c != '\r')
		show(p, &c, 1);
}

static void take_text(struct page *p, const char *s, size_t len)
{
	char utf8[4];
	size_t pos = 0, run, n, n_utf8;

	while (pos < len) {
		for (run = pos; run < len && s[run] != '&' && !is_blank(s[run]); run++)
			;
		if (run > pos)
			show(p, s + pos, run - pos);
		pos = run;
		if (pos < len && is_blank(s[pos])) {
			show_blank(p, s[pos++]);
			continue;
		}
		if (pos >= len)
			break;
		n = fr_html_reference(s + pos, len - pos, utf8, &n_utf8);
		if (n && n_utf8 == 1 && is_blank(utf8[0]))
			show_blank(p, utf8[0]);
		else
			show(p, n ? utf8 : "&", n ? n_utf8 : 1);
		pos += n ? n : 1;
	}
}

/* A line ends, and with paragraph an empty line follows. What <br> has ended already is not ended twice. */
static void end_line(struct page *p, bool paragraph)
{
	size_t wanted = paragraph ? 2 : 1;

	p->space = false;
	if (p->newlines < wanted)
		p->newlines = wanted;
}

static void end_link(struct page *p)
{
	struct fr_html_link link;

	if (!p->in_link)
		return;
	p->in_link = false;
	if (!p->link)
		return;
	link.href = (struct fr_str){fr_buf_str(&p->href), p->href.len};
	link.css_class = (struct fr_str){fr_buf_str(&p->css_class), p->css_class.len};
	link.text = (struct fr_str){"", 0};
	if (p->link_start != SIZE_MAX)
		link.text = (struct fr_str){p->out->bytes + p->link_start, p->out->len - p->link_start};
	p->link(p->arg, &link);
}

struct attribute {
	struct fr_str name, value; /* as they stand there */
};

/* The attribute at *pos of the inside of a tag, and *pos behind it. */
static bool next_attribute(const char *s, size_t len, size_t *pos, struct attribute *ret)
{
	size_t at = *pos, start;
	const char *quote;

	memset(ret, 0, sizeof(*ret));
	while (at < len && (is_blank(s[at]) || s[at] == '/'))
		at++;
	if (at >= len)
		return false;
	for (start = at++; at < len && !is_blank(s[at]) && s[at] != '=' && s[at] != '/';)
		at++;
	ret->name = (struct fr_str){s + start, at - start};
	while (at < len && is_blank(s[at]))
		at++;
	*pos = at;
	if (at >= len || s[at] != '=')
		return true;
	for (at++; at < len && is_blank(s[at]); at++)
		;
	start = at;
	if (at < len && (s[at] == '"' || s[at] == '\'')) {
		quote = memchr(s + at + 1, s[at], len - at - 1);
		at = quote ? (size_t)(quote - s) : len;
		ret->value = (struct fr_str){s + start + 1, at - start - 1};
		at += quote != NULL;
	} else {
		while (at < len && !is_blank(s[at]))
			at++;
		ret->value = (struct fr_str){s + start, at - start};
	}
	*pos = at;
	return true;
}

/* The decoded value of the attribute, if the inside of a tag has it. */
static void get_attribute(const char *s, size_t len, const char *name, struct fr_buf *ret)
{
	struct attribute attribute;
	size_t pos = 0;

	fr_buf_clear(ret);
	while (next_attribute(s, len, &pos, &attribute)) {
		if (attribute.name.len != strlen(name) || strncasecmp(attribute.name.s, name, attribute.name.len))
			continue;
		fr_html_decode(ret, attribute.value.s, attribute.value.len);
		return;
	}
}

static void begin_link(struct page *p, const char *s, size_t len)
{
	end_link(p);
	if (!p->link)
		return;
	get_attribute(s, len, "href", &p->href);
	if (!p->href.len)
		return;
	get_attribute(s, len, "class", &p->css_class);
	p->in_link = true;
	p->link_start = SIZE_MAX;
}

/* Behind the tag whose < is at pos; 0: it does not end, so it is none. A > in quotes is part of the value. */
static size_t tag_end(struct page *p, size_t pos)
{
	const char *close;
	char before = 0; /* the last character that is no blank */

	for (size_t at = pos + 1; at < p->len && !p->no_more_tags; at++) {
		char c = p->s[at];

		if (c == '>')
			return at + 1;
		if ((c == '"' || c == '\'') && before == '=') {
			size_t look = p->len - at - 1 < QUOTED_LOOK ? p->len - at - 1 : QUOTED_LOOK;
			const char *quote = memchr(p->s + at + 1, c, look);

			if (!quote)
				break;
			at = (size_t)(quote - p->s);
		}
		before = is_blank(c) ? before : c;
	}
	close = p->no_more_tags ? NULL : memchr(p->s + pos, '>', p->len - pos);
	p->no_more_tags = !close;
	return close ? (size_t)(close - p->s) + 1 : 0;
}

/* <!-- ... -->, <!DOCTYPE ...>, <?xml ...>, <![if ...]>: nothing of it is shown. */
static size_t skip_declaration(struct page *p, size_t pos)
{
	const char *end;

	if (!p->no_more_ends && p->len - pos >= 4 && !memcmp(p->s + pos, "<!--", 4)) {
		end = memmem(p->s + pos + 4, p->len - pos - 4, "-->", 3);
		if (end)
			return (size_t)(end - p->s) + 3;
		p->no_more_ends = true;
	}
	end = p->no_more_tags ? NULL : memchr(p->s + pos, '>', p->len - pos);
	p->no_more_tags = !end;
	if (end)
		return (size_t)(end - p->s) + 1;
	show(p, "<", 1);
	return pos + 1;
}

/* Behind the end tag of an element whose content is no text; the end of the page if there is none. */
static size_t skip_raw(const struct page *p, size_t pos, const char *element, size_t n)
{
	while (pos < p->len) {
		const char *at = memchr(p->s + pos, '<', p->len - pos);

		if (!at)
			break;
		pos = (size_t)(at - p->s) + 1;
		if (p->len - pos > n && p->s[pos] == '/' && !strncasecmp(p->s + pos + 1, element, n)) {
			at = memchr(p->s + pos, '>', p->len - pos);
			return at ? (size_t)(at - p->s) + 1 : p->len;
		}
	}
	return p->len;
}

static bool is_one_of(const char *const *names, const char *element)
{
	for (; *names; names++) {
		if (!strcmp(*names, element))
			return true;
	}
	return false;
}

static void take_element(struct page *p, const char *element, bool end, const char *attributes, size_t len)
{
	static const char *const lines[] = {"div",      "li",      "tr",     "table",      "ul",      "ol",    "dl",
					    "dt",       "dd",      "hr",     "section",    "article", "aside", "header",
					    "footer",   "nav",     "form",   "blockquote", "center",  "body",  "html",
					    "fieldset", "address", "figure", "caption",    "option",  NULL};
	static const char *const paragraphs[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", NULL};

	if (!strcmp(element, "br")) {
		p->space = false;
		p->newlines++;
	} else if (!strcmp(element, "a")) {
		if (end)
			end_link(p);
		else
			begin_link(p, attributes, len);
	} else if (!strcmp(element, "td") || !strcmp(element, "th")) {
		p->space = true;
	} else if (is_one_of(lines, element)) {
		end_line(p, false);
	} else if (is_one_of(paragraphs, element)) {
		end_line(p, true);
	}
	if (!strcmp(element, "pre"))
		p->verbatim = end ? 0 : 1;
}

/* The < at pos. Behind what it begins. */
static size_t take_tag(struct page *p, size_t pos)
{
	static const char *const dropped[] = {"script", "style", "title", "template", NULL};
	char element[ELEMENT_MAX + 1] = "";
	bool end = pos + 1 < p->len && p->s[pos + 1] == '/';
	size_t name = pos + 1 + end, n = 0, behind;

	if (name < p->len && !end && (p->s[name] == '!' || p->s[name] == '?'))
		return skip_declaration(p, pos);
	while (n < ELEMENT_MAX && name + n < p->len && (is_letter(p->s[name + n]) || (n && is_digit(p->s[name + n])))) {
		element[n] = (char)(p->s[name + n] | (is_letter(p->s[name + n]) ? 32 : 0));
		n++;
	}
	behind = n ? tag_end(p, pos) : 0;
	if (!behind) {
		show(p, "<", 1);
		return pos + 1;
	}
	/* <o:p> and the like are nobody's */
	element[is_blank(p->s[name + n]) || p->s[name + n] == '/' || p->s[name + n] == '>' ? n : 0] = '\0';
	if (!end && is_one_of(dropped, element))
		return p->s[behind - 2] == '/' ? behind : skip_raw(p, behind, element, n);
	take_element(p, element, end, p->s + name + n, behind - 1 - name - n);
	return behind;
}

void fr_html_text(struct fr_buf *out, const char *s, size_t len, fr_html_link_fn *link, void *arg)
{
	struct page p = {.s = s, .len = len, .out = out, .start = out->len, .link = link, .arg = arg};

	while (p.pos < len) {
		const char *tag = memchr(s + p.pos, '<', len - p.pos);
		size_t end = tag ? (size_t)(tag - s) : len;

		take_text(&p, s + p.pos, end - p.pos);
		p.pos = tag ? take_tag(&p, end) : len;
	}
	end_link(&p);
	fr_buf_free(&p.href);
	fr_buf_free(&p.css_class);
}
