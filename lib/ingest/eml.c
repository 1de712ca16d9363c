/*
 * eml.c: one mail in a file of its own (.eml; a file of a Maildir): mail.h.
 *
 * Told by its first lines: fields, and at least two of them such as mails have.
 */
#include "ingest/mail.h"

static int bid(const struct fr_peek *peek)
{
	size_t pos = 0, n;

	while (pos < peek->len && (peek->bytes[pos] == '\n' || peek->bytes[pos] == '\r'))
		pos++;
	if (pos == peek->len || !fr_head_is_field(peek->bytes + pos, peek->len - pos))
		return 0;
	n = fr_mail_known_fields(peek->bytes + pos, peek->len - pos);
	return n < 2 ? 0 : 100 + (int)(n < 20 ? n : 20);
}

static int read_eml(struct fr_intake *in, struct fr_error *err)
{
	struct fr_mail mail = {0};
	const char *s;
	size_t len;
	int rc = fr_source_all(in->source, &s, &len, err);

	if (rc != FR_OK)
		return rc;
	if (len > FR_MAIL_MAX) {
		fr_reject(err, &fr_fault_mail_size, -1, "a mail of %zu bytes; at most %u are read", len, FR_MAIL_MAX);
		return fr_intake_reject(in, err, 0, s, len);
	}
	rc = fr_mail_take(&mail, in, s, len, 0, err);
	fr_mail_free(&mail);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_eml = {
	.name = "eml",
	.platform = "mail",
	.title = "one e-mail with its head and parts (.eml, Maildir)",
	.bid = bid,
	.read = read_eml,
};
