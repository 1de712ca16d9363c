/*
 * x_notes.h: the whole texts of long posts in an account archive of X.
 *
 * tweets.js has the first 280 characters of a post that is longer; note-tweet.js has all of it, under a number of its
 * own. They are put together by what they say: the note begins as the post does, and was written within
 * FR_X_NOTE_SECONDS of it. Kept for an archive from one of its files to the next. Memory: the notes.
 */
#ifndef FR_INGEST_X_NOTES_H
#define FR_INGEST_X_NOTES_H
#include "ingest/intake.h"

#define FR_X_NOTE_SECONDS   3600
#define FR_X_NOTE_BEGIN_MIN 100 /* bytes that the two must have in common */

/* What note-tweet.js of the archive, or of the folder, says that the current file is in. NULL: nothing. */
const struct fr_x_notes *fr_x_notes_of(struct fr_intake *in);

/* Complete in->post. notes may be NULL. */
void fr_x_notes_complete(const struct fr_x_notes *notes, struct fr_intake *in);
#endif
