/* What is shown of a mail, and what is attached to it: see mail.h. */
#include "ingest/mail.h"

#include <string.h>
#include <strings.h>
#include "ingest/charset.h"
#include "ingest/digest.h"
#include "ingest/html.h"
#include "ingest/mailword.h"

#define META_LOOK 2048 /* bytes at the start of HTML in which its own charset is looked for */

struct fr_str fr_mail_text(struct fr_draft *post, struct fr_str value, struct fr_str charset)
{
	if (!value.s)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	post->repaired |= fr_mail_words(&post->work, charset, value.s, value.len);
	return fr_draft_take(post);
}

struct fr_str fr_part_charset(struct fr_draft *post, const struct fr_part *part)
{
	static const char *const names[] = {"charset", "charest", "chartset", "chraset", "charset:"};
	struct fr_str charset = FR_STR_NONE;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !charset.s; i++)
		charset = fr_head_param(post, part->content_type, names[i]);
	return charset;
}

enum role { ROLE_PLAIN, ROLE_HTML, ROLE_ATTACHMENT, ROLE_NOTHING };

struct file {
	struct fr_str name, description;
	bool attached; /* it says so */
};

static struct file file_of(struct fr_draft *post, const struct fr_part *part)
{
	struct fr_str disposition = fr_head_get(&part->head, "Content-Disposition");
	struct file file = {.attached = disposition.len >= 6 && !strncasecmp(disposition.s, "attach", 6)};

	file.name = fr_head_param(post, disposition, "filename");
	if (!file.name.s)
		file.name = fr_head_param(post, part->content_type, "name");
	return file;
}

static enum role role_of(const struct fr_part *part, const struct file *file)
{
	bool text = !strncmp(part->type, "text/", 5);

	if (file->attached || (file->name.s && !part->whole))
		return ROLE_ATTACHMENT;
	if (!strcmp(part->type, "text/html") || !strcmp(part->type, "application/xhtml+xml"))
		return ROLE_HTML;
	if (!strcmp(part->type, "text/plain") || (text && part->whole))
		return ROLE_PLAIN;
	/* The same once more, for a calendar or a watch. */
	return text && part->group ? ROLE_NOTHING : ROLE_ATTACHMENT;
}

static const char *media_type(const char *type, struct fr_str name)
{
	static const char *const names[][2] = {{"image/", "photo"},
					       {"video/", "video"},
					       {"audio/", "audio"},
					       {"text/", "document"},
					       {"application/pdf", "document"},
					       {"application/msword", "document"},
					       {"application/vnd.", "document"},
					       {"application/rtf", "document"}};
	static const char *const endings[][2] = {
		{"jpg", "photo"},    {"jpeg", "photo"},    {"png", "photo"},    {"gif", "photo"},
		{"webp", "photo"},   {"heic", "photo"},    {"mp4", "video"},    {"3gp", "video"},
		{"mov", "video"},    {"avi", "video"},     {"mkv", "video"},    {"mp3", "audio"},
		{"m4a", "audio"},    {"amr", "audio"},     {"ogg", "audio"},    {"opus", "audio"},
		{"wav", "audio"},    {"pdf", "document"},  {"doc", "document"}, {"docx", "document"},
		{"xls", "document"}, {"xlsx", "document"}, {"rtf", "document"}, {"txt", "document"},
		{"odt", "document"}};
	const char *dot = name.s ? memrchr(name.s, '.', name.len) : NULL;
	size_t n = dot ? name.len - (size_t)(dot + 1 - name.s) : 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!strncmp(type, names[i][0], strlen(names[i][0])))
			return names[i][1];
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (n == strlen(endings[i][0]) && !strncasecmp(dot + 1, endings[i][0], n))
			return endings[i][1];
	}
	return "file";
}

static void put_attachment(struct fr_mail *mail, struct fr_draft *post, const struct fr_part *part,
			   const struct file *file)
{
	struct fr_media *media = fr_draft_add_media(post, media_type(part->type, file->name));
	struct fr_str bytes = fr_part_bytes(part, &mail->hold);
	char hex[FR_SHA256_HEX];

	fr_sha256_hex(bytes.s, bytes.len, hex);
	media->file = file->name;
	media->alt = fr_mail_text(post, fr_head_get(&part->head, "Content-Description"), FR_STR_NONE);
	media->sha256 = fr_arena_dup(&post->arena, hex, FR_SHA256_HEX - 1);
}

static void on_link(void *arg, const struct fr_html_link *link)
{
	struct fr_draft *post = arg;
	struct fr_str href = link->href;

	while (href.len && (unsigned char)href.s[0] <= ' ') {
		href.s++;
		href.len--;
	}
	while (href.len && (unsigned char)href.s[href.len - 1] <= ' ')
		href.len--;
	if (href.len > 7 && (!strncasecmp(href.s, "http://", 7) || !strncasecmp(href.s, "https://", 8)))
		fr_draft_add_link(post, fr_draft_dup(post, href.s, href.len));
}

/* Append with newlines for the carriage returns of all kinds; a byte order mark at the start is none of the text. */
static void add_lines(struct fr_buf *out, const char *s, size_t len)
{
	size_t pos = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (pos < len) {
		const char *cr = memchr(s + pos, '\r', len - pos);
		size_t n = cr ? (size_t)(cr - s) - pos : len - pos;

		fr_buf_add(out, s + pos, n);
		pos += n;
		if (cr) {
			fr_buf_addc(out, '\n');
			pos += pos + 1 < len && s[pos + 1] == '\n' ? 2 : 1;
		}
	}
}

static struct fr_str trim_lines(struct fr_str s)
{
	while (s.len && strchr(" \t\r\n", s.s[s.len - 1]) && s.s[s.len - 1])
		s.len--;
	while (s.len && s.s[0] == '\n') {
		s.s++;
		s.len--;
	}
	return s;
}

/* charset= in the HTML itself, where the part has no label. */
static struct fr_str meta_charset(struct fr_str html)
{
	size_t len = html.len < META_LOOK ? html.len : META_LOOK, n = 0;
	const char *at = memmem(html.s, len, "charset=", 8);

	if (!at)
		return FR_STR_NONE;
	at += 8;
	len -= (size_t)(at - html.s);
	if (len && (*at == '"' || *at == '\'')) {
		at++;
		len--;
	}
	while (n < len && !strchr(" \"'/>;", at[n]) && at[n])
		n++;
	return (struct fr_str){at, n};
}

/* The decoded text of a part of a body, in mail->hold. */
static struct fr_str text_of(struct fr_mail *mail, struct fr_draft *post, const struct fr_part *part, bool html)
{
	struct fr_str bytes = fr_part_bytes(part, &mail->hold), charset = fr_part_charset(post, part);

	if (html && !charset.s)
		charset = meta_charset(bytes);
	fr_buf_clear(&mail->piece);
	post->repaired |= fr_charset_decode(&mail->piece, charset, bytes.s, bytes.len);
	fr_buf_clear(&mail->hold);
	if (html)
		fr_html_text(&mail->hold, fr_buf_str(&mail->piece), mail->piece.len, on_link, post);
	else
		add_lines(&mail->hold, fr_buf_str(&mail->piece), mail->piece.len);
	return trim_lines((struct fr_str){fr_buf_str(&mail->hold), mail->hold.len});
}

static bool is_space(const struct fr_str *s, size_t *pos)
{
	if ((unsigned char)s->s[*pos] <= ' ')
		return ++*pos;
	if (s->len - *pos > 1 && !memcmp(s->s + *pos, "\xC2\xA0", 2))
		return *pos += 2;
	return false;
}

/* Do two texts differ in nothing but blanks? */
static bool same_words(struct fr_str a, struct fr_str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.len && is_space(&a, &i))
			;
		while (j < b.len && is_space(&b, &j))
			;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (a.s[i++] != b.s[j++])
			return false;
	}
}

/* Append the text of a part to the mail's, unless it is the HTML of the plain text before it. */
static void add_text(struct fr_mail *mail, struct fr_str text, bool html)
{
	struct fr_str plain = {fr_buf_str(&mail->text) + mail->plain_off, mail->text.len - mail->plain_off};

	if (!text.len || (html && mail->after_plain && same_words(plain, text)))
		return;
	if (mail->text.len)
		fr_buf_adds(&mail->text, "\n\n");
	mail->plain_off = mail->text.len;
	mail->after_plain = !html;
	fr_buf_add(&mail->text, text.s, text.len);
}

/* Which alternatives have plain text with something in it: a byte for each group. */
static void look_at_groups(struct fr_mail *mail, struct fr_draft *post)
{
	const struct fr_parts *parts = &mail->parts;
	struct file file;

	fr_buf_clear(&mail->groups);
	for (unsigned i = 0; i <= parts->n_groups; i++)
		fr_buf_addc(&mail->groups, 0);
	for (size_t i = 0; i < parts->n; i++) {
		const struct fr_part *part = &parts->items[i];

		if (!part->group || mail->groups.bytes[part->group])
			continue;
		file = file_of(post, part);
		if (role_of(part, &file) == ROLE_PLAIN && text_of(mail, post, part, false).len)
			mail->groups.bytes[part->group] = 1;
	}
}

/* A mail whose only text has a name and is to be shown: what stands in it was written to be read. */
static void add_named_text(struct fr_mail *mail, struct fr_draft *post)
{
	struct file file;

	for (size_t i = 0; i < mail->parts.n; i++) {
		const struct fr_part *part = &mail->parts.items[i];

		file = file_of(post, part);
		if (!file.attached && !strcmp(part->type, "text/plain"))
			add_text(mail, text_of(mail, post, part, false), false);
	}
}

void fr_mail_body(struct fr_mail *mail, struct fr_draft *post)
{
	size_t subject_len = mail->text.len;
	struct file file;

	look_at_groups(mail, post);
	mail->after_plain = false;
	mail->plain_off = 0;
	for (size_t i = 0; i < mail->parts.n; i++) {
		const struct fr_part *part = &mail->parts.items[i];
		bool has_plain = mail->groups.bytes[part->group];

		file = file_of(post, part);
		switch (role_of(part, &file)) {
		case ROLE_PLAIN:
			if (!part->group || has_plain)
				add_text(mail, text_of(mail, post, part, false), false);
			break;
		case ROLE_HTML:
			if (!has_plain)
				add_text(mail, text_of(mail, post, part, true), true);
			break;
		case ROLE_ATTACHMENT:
			put_attachment(mail, post, part, &file);
			break;
		case ROLE_NOTHING:
		default:
			break;
		}
	}
	if (mail->text.len == subject_len)
		add_named_text(mail, post);
}
