/*
 * whatsapp_line.h: one line of a WhatsApp chat: is it the head of a message, and what does the head say.
 *
 * Grammar of a head: [marks] ["["] DATE [","|"."] [word] TIME [AM|PM] ["]"] (" - "|":"|"") SENDER ": " TEXT, or a
 * system text without a sender. Android: 12/05/24, 9:41 pm - Name: text. iOS: [12/05/24, 9:41:07 PM] Name: text.
 */
#ifndef FR_INGEST_WHATSAPP_LINE_H
#define FR_INGEST_WHATSAPP_LINE_H
#include "ingest/dates.h"
#include "ingest/draft.h"

struct fr_wa_head {
	struct fr_date_parts date;
	struct fr_civil clock; /* hour, minute, second */
	unsigned shape;        /* how the head is written: the same through a file */
	struct fr_str sender;  /* as it stands, marks included; none for a system line */
	struct fr_str text;
	bool bracket;   /* iOS */
	bool plausible; /* has a sender, or a system text that we know */
	bool system;    /* a system line: no sender, or what the app says in a sender's place */
};

/* Is s a head? len without the newline. */
bool fr_wa_head_parse(const char *s, size_t len, struct fr_wa_head *ret);

/*
 * The text of a message apart from what the app has put in: media goes to post->media, a deletion makes it a system
 * record; the marks are taken off. text: all lines of it, without the last newline. Sets post->text and kind.
 */
void fr_wa_text(struct fr_draft *post, struct fr_str text, bool system);

/* Sets post->author: marks off, "~" of a person not in the contacts off, a bare number as id. */
void fr_wa_sender(struct fr_draft *post, struct fr_str sender);
#endif
