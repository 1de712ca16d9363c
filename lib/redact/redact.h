/*
 * redact.h: a record without what leads to the people in it, for those outside the centre.
 *
 * For a district: who wrote is a pseudonym (with a key) or nobody; texts, links and answers of forms are masked
 * (privacy/mask.h), the writer's handle and name among them; a link that names the writer loses the name (X) or goes;
 * names of files and of private chats go. The ids of posts stay, so that a district and the centre can speak of one.
 * Texts of shielded categories are withheld, and all that repeats them.
 * For the public besides: ids become pseudonyms (with a key) or the record's number; links, mentions, the channel,
 * media, coordinates and the watch-list go.
 * Members that nobody knows are masked as texts are. Offsets into the text, in class and route, are moved to where the
 * words now stand, and go if the words are masked.
 *
 * What is masked stays so: a second run finds nothing more to mask, but with a key a pseudonym of a pseudonym.
 */
#ifndef FR_REDACT_REDACT_H
#define FR_REDACT_REDACT_H
#include <stdint.h>
#include "core/record.h"
#include "privacy/mask.h"

struct fr_redactor;

/* audience: FR_FOR_DISTRICT or FR_FOR_PUBLIC. The masker is borrowed. */
struct fr_redactor *fr_redactor_new(struct fr_masker *masker, enum fr_audience audience);
void fr_redactor_free(struct fr_redactor *redactor); /* NULL is fine */

/*
 * Append the record as one line of JSON to out. line: the record's bytes, a valid object (core/record.h). ordinal: its
 * number from 1, which stands for its id where there is no key.
 */
void fr_redact(struct fr_redactor *redactor, const char *line, size_t len, uint64_t ordinal, struct fr_buf *out);
#endif
