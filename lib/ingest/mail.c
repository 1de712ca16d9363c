/* One mail to a record: see mail.h. */
#include "ingest/mail.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include "ingest/digest.h"
#include "ingest/maildate.h"

const struct fr_fault fr_fault_mail_size = {"mail-size", "a mail longer than is read"};
static const struct fr_fault fault_no_head = {"no-head", "no mail: not one field of a mail's head"};

size_t fr_mail_known_fields(const char *s, size_t len)
{
	static const char *const names[] = {"From",
					    "To",
					    "Cc",
					    "Subject",
					    "Date",
					    "Message-ID",
					    "Received",
					    "MIME-Version",
					    "Return-Path",
					    "Delivered-To",
					    "Content-Type",
					    "References",
					    "In-Reply-To",
					    "Reply-To",
					    "Sender",
					    "X-Mailer",
					    "User-Agent",
					    "DKIM-Signature",
					    "Content-Transfer-Encoding"};
	struct fr_head head;
	struct fr_field field;
	size_t pos = 0, n_known = 0;

	fr_head_find(s, len, &head);
	while (fr_head_next(&head, &pos, &field)) {
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			n_known += strlen(names[i]) == field.name.len &&
				   !strncasecmp(names[i], field.name.s, field.name.len);
	}
	return n_known;
}

/* Behind marks, empty lines and the line "From " of a mailbox. */
static size_t skip_to_head(const char *s, size_t len, bool *ret_mbox)
{
	size_t pos = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
	const char *newline;

	*ret_mbox = false;
	while (pos < len && (s[pos] == '\n' || s[pos] == '\r'))
		pos++;
	while ((len - pos > 5 && !memcmp(s + pos, "From ", 5)) || (len - pos > 6 && !memcmp(s + pos, ">From ", 6))) {
		if (fr_head_is_field(s + pos, len - pos))
			break;
		*ret_mbox = *ret_mbox || s[pos] == 'F';
		newline = memchr(s + pos, '\n', len - pos);
		pos = newline ? (size_t)(newline - s) + 1 : len;
	}
	return pos;
}

/* ">From " to "From ", ">>From " to ">From " at the start of lines. False: there is nothing to be done. */
static bool unquote(const char *s, size_t len, struct fr_buf *out)
{
	size_t pos = 0, from = 0, n;
	const char *at;

	fr_buf_clear(out);
	if (!memmem(s, len, ">From ", 6))
		return false;
	while ((at = memmem(s + pos, len - pos, "\n>", 2)) != NULL) {
		pos = (size_t)(at - s) + 1;
		for (n = 1; pos + n < len && s[pos + n] == '>'; n++)
			;
		if (len - pos - n >= 5 && !memcmp(s + pos + n, "From ", 5)) {
			fr_buf_add(out, s + from, pos - from);
			from = pos + 1;
		}
		pos += n;
	}
	fr_buf_add(out, s + from, len - from);
	return true;
}

static void put_author(struct fr_draft *post, const struct fr_head *head, struct fr_str charset)
{
	static const char *const fields[] = {"From", "Sender", "Reply-To", "Return-Path"};
	struct fr_address address;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (!fr_head_address(post, fr_head_get(head, fields[i]), charset, &address))
			continue;
		post->author.id = address.address;
		post->author.name = address.name;
		return;
	}
}

/* The mailbox: where it was put, else whom it is to. */
static void put_channel(struct fr_draft *post, const struct fr_head *head, struct fr_str charset)
{
	static const char *const fields[] = {"Delivered-To",   "X-Original-To",
					     "X-Delivered-To", "Envelope-To",
					     "X-Envelope-To",  "To",
					     "Apparently-To",  "Cc"};
	struct fr_address address, to;

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields) && !post->channel_id.s; i++) {
		fr_head_address(post, fr_head_get(head, fields[i]), charset, &address);
		post->channel_id = address.address;
		post->channel_name = address.address.s ? address.name : FR_STR_NONE;
	}
	if (!post->channel_id.s || post->channel_name.s)
		return;
	fr_head_address(post, fr_head_get(head, "To"), charset, &to);
	if (to.address.len == post->channel_id.len && !strncasecmp(to.address.s, post->channel_id.s, to.address.len))
		post->channel_name = to.name;
}

static void put_relations(struct fr_draft *post, const struct fr_head *head)
{
	struct fr_str references = fr_head_get(head, "References"), parent;

	post->id = fr_draft_join(post, "mail:", fr_head_msgid(post, fr_head_get(head, "Message-ID"), false));
	parent = fr_head_msgid(post, fr_head_get(head, "In-Reply-To"), false);
	if (!parent.s)
		parent = fr_head_msgid(post, references, true);
	post->reply_to = fr_draft_join(post, "mail:", parent);
	post->thread = fr_draft_join(post, "mail:", fr_head_msgid(post, references, false));
}

/* A mail without a Message-ID is told by what every copy of it has. */
static void put_hash(struct fr_draft *post, const struct fr_head *head)
{
	static const char *const fields[] = {"Date", "From", "To"};
	struct fr_twins once = {0};
	struct fr_buf identity = {0};
	struct fr_str s;
	char hex[17];

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		s = fr_mail_text(post, fr_head_get(head, fields[i]), FR_STR_NONE);
		fr_buf_add(&identity, s.s ? s.s : "", s.len);
		fr_buf_addc(&identity, '\0');
	}
	fr_buf_add(&identity, post->text.s ? post->text.s : "", post->text.len);
	for (size_t i = 0; i < post->n_media; i++) {
		fr_buf_addc(&identity, '\0');
		fr_buf_adds(&identity, post->media[i].sha256);
	}
	fr_identity_hex(identity.bytes, identity.len, 0, &once, hex);
	fr_twins_free(&once);
	fr_buf_free(&identity);
	post->id = fr_draft_join(post, "mail:", (struct fr_str){hex, 16});
}

static void fill(struct fr_mail *mail, struct fr_intake *in, const struct fr_head *head)
{
	struct fr_draft *post = &in->post;
	struct fr_str charset = fr_part_charset(post, &mail->parts.items[0]);
	struct fr_str subject = fr_mail_text(post, fr_head_get(head, "Subject"), charset);

	post->platform = "mail";
	post->kind = !strcmp(mail->parts.type, "multipart/report") ? "system" : "mail";
	post->time = fr_mail_date(fr_head_get(head, "Date"), in->options->zone);
	put_author(post, head, charset);
	put_channel(post, head, charset);
	put_relations(post, head);
	fr_buf_clear(&mail->text);
	fr_buf_add(&mail->text, subject.s ? subject.s : "", subject.len);
	fr_mail_body(mail, post);
	if (mail->text.len)
		post->text = (struct fr_str){fr_buf_str(&mail->text), mail->text.len};
	fr_draft_scan_text(post);
	if (!post->id.s)
		put_hash(post, head);
}

int fr_mail_take(struct fr_mail *mail, struct fr_intake *in, const char *raw, size_t len, uint64_t offset,
		 struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_head head;
	bool mbox;
	size_t start = skip_to_head(raw, len, &mbox), pos = 0;
	const char *s = raw + start;

	if (start == len) {
		fr_intake_skip(in, "empty mails", 1);
		return FR_OK;
	}
	fr_draft_reset(post);
	post->raw = raw;
	post->offset = offset;
	post->length = len;
	len -= start;
	if (mbox && unquote(s, len, &mail->unquoted)) {
		s = mail->unquoted.bytes;
		len = mail->unquoted.len;
	}
	fr_head_find(s, len, &head);
	if (!fr_head_next(&head, &pos, &(struct fr_field){0})) {
		fr_reject(err, &fault_no_head, -1, NULL);
		return fr_intake_reject(in, err, offset, raw, post->length);
	}
	fr_mime_parts(post, s, len, &mail->parts);
	fill(mail, in, &head);
	return fr_intake_emit(in, err);
}

void fr_mail_free(struct fr_mail *mail)
{
	fr_mime_free(&mail->parts);
	fr_buf_free(&mail->unquoted);
	fr_buf_free(&mail->hold);
	fr_buf_free(&mail->text);
	fr_buf_free(&mail->piece);
	fr_buf_free(&mail->groups);
}
