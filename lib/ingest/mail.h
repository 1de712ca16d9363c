/*
 * mail.h: one mail, as it stands in a file of its own or between the separators of a mailbox, to a record.
 *
 * id: the Message-ID without its brackets; without one a hash over date, sender, recipient and what was written, which
 * is the same from every copy of that mail. text: the subject, an empty line, the body. Body: in multipart/alternative
 * the plain text, if it is not empty, else the HTML as text; of other parts all that are shown in the mail. Everything
 * else, and what is named, is an attachment: media, with the SHA-256 of the decoded bytes. A multipart/report is of
 * kind system. time: the Date, nothing else; one that can't be read is absent.
 */
#ifndef FR_INGEST_MAIL_H
#define FR_INGEST_MAIL_H
#include <stddef.h>
#include <stdint.h>
#include "ingest/intake.h"
#include "ingest/mime.h"

#define FR_MAIL_MAX (128u << 20) /* bytes of a mail; a longer one is rejected */

extern const struct fr_fault fr_fault_mail_size;

/* Memory for a mail, kept for the next. All zero at first. */
struct fr_mail {
	struct fr_parts parts;
	struct fr_buf unquoted, hold, piece, groups;
	struct fr_buf text; /* of the record, as far as it is known */
	size_t plain_off;   /* of its last piece */
	bool after_plain;   /* which was plain text */
};

/*
 * Emit the mail of len bytes at offset of the file. If a line "From " of a mailbox stands before its head, one > is
 * taken off each ">From ". FR_OK, or what the sink answers; what is no mail is rejected.
 */
int fr_mail_take(struct fr_mail *mail, struct fr_intake *in, const char *raw, size_t len, uint64_t offset,
		 struct fr_error *err);
void fr_mail_free(struct fr_mail *mail);

/* Text and attachments of mail->parts: the text is appended to mail->text, attachments go to post. */
void fr_mail_body(struct fr_mail *mail, struct fr_draft *post);

/* The text of a field of the head, decoded; none of none. */
struct fr_str fr_mail_text(struct fr_draft *post, struct fr_str value, struct fr_str charset);

/* The charset that a part says it has, however it spells the word; none if it says nothing. */
struct fr_str fr_part_charset(struct fr_draft *post, const struct fr_part *part);

/* How many fields that mails have stand at the start of s, as far as it goes; 0 if no field does. */
size_t fr_mail_known_fields(const char *s, size_t len);
#endif
