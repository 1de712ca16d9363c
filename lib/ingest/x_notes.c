/* Whole texts of long posts: see x_notes.h. */
#include "ingest/x_notes.h"

#include <stdlib.h>
#include <string.h>
#include "ingest/beside.h"
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"
#include "ingest/meta.h"
#include "ingest/x_post.h"

#define FILE_NAME "note-tweet.js"
#define ELLIPSIS  "\xE2\x80\xA6"

struct note {
	int64_t at; /* seconds UTC */
	struct fr_str text;
};

struct fr_x_notes {
	struct fr_draft strings; /* its arena holds the texts */
	struct note *notes;      /* by time */
	size_t n, cap;
};

static void free_notes(void *data)
{
	struct fr_x_notes *notes = data;

	fr_draft_free(&notes->strings);
	free(notes->notes);
	free(notes);
}

static bool is_notes(const char *member)
{
	const char *name = strrchr(member, '/');

	return !strcmp(name ? name + 1 : member, FILE_NAME);
}

static int compare(const void *a, const void *b)
{
	const struct note *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static bool take_notes(void *arg, const char *s, size_t len)
{
	struct fr_x_notes *notes = arg;
	const char *bracket = memchr(s, '[', len);
	struct fr_draft *strings = &notes->strings;
	struct fr_json_span note, text;
	struct fr_elements e;
	struct fr_element element;
	struct fr_error ignored;
	struct fr_moment time;
	int got;

	if (!bracket || !fr_elements_begin(&e, s, len, (size_t)(bracket - s)))
		return false;
	while ((got = fr_elements_next(&e, &element, &ignored)) != FR_STOP) {
		if (got != FR_OK || element.value.type != FR_JSON_OBJECT)
			continue;
		note = fr_json_object_at(&element.value, "noteTweet");
		note = note.bytes ? note : element.value;
		time = fr_moment_iso(fr_json_text_at(strings, &note, "createdAt"));
		text = fr_json_at(&note, "core.text|text");
		fr_x_put_text(strings, &text);
		if (time.at == FR_TIME_NONE || strings->text.len < FR_X_NOTE_BEGIN_MIN)
			continue;
		notes->notes = fr_grow(notes->notes, notes->n, &notes->cap, sizeof(*notes->notes));
		notes->notes[notes->n++] =
			(struct note){time.at, fr_draft_dup(strings, strings->text.s, strings->text.len)};
	}
	fr_elements_end(&e);
	if (notes->n)
		qsort(notes->notes, notes->n, sizeof(*notes->notes), compare);
	return true;
}

const struct fr_x_notes *fr_x_notes_of(struct fr_intake *in)
{
	struct fr_x_notes *notes;

	if (in->kept.data || (!in->origin.member && !in->profiles))
		return in->kept.data;
	notes = fr_xcalloc(1, sizeof(*notes));
	in->kept.data = notes;
	in->kept.free = free_notes;
	if (in->origin.member) {
		fr_beside_look(in, is_notes, take_notes, notes);
	} else {
		const char *slash = strrchr(in->beside, '/');
		char *path = fr_xasprintf("%.*s%s", slash ? (int)(slash + 1 - in->beside) : 0, in->beside, FILE_NAME);

		fr_beside_file(path, take_notes, notes);
		free(path);
	}
	return notes;
}

/* The text up to where it was cut: without the link to itself at its end, and the dots before that. */
static struct fr_str begin_of(struct fr_str text)
{
	const char *link = text.len ? memrchr(text.s, ' ', text.len) : NULL;

	if (link && text.s + text.len - link > 9 && !memcmp(link + 1, "https://", 8))
		text.len = (size_t)(link - text.s);
	while (text.len && text.s[text.len - 1] == ' ')
		text.len--;
	if (text.len >= 3 && !memcmp(text.s + text.len - 3, ELLIPSIS, 3))
		text.len -= 3;
	return text;
}

void fr_x_notes_complete(const struct fr_x_notes *notes, struct fr_intake *in)
{
	struct fr_draft *post = &in->post;
	struct fr_str begin = begin_of(post->text);
	const struct note *best = NULL;
	int64_t nearest = FR_X_NOTE_SECONDS;

	if (!notes || begin.len < FR_X_NOTE_BEGIN_MIN || post->time.at == FR_TIME_NONE)
		return;
	for (size_t i = 0; i < notes->n; i++) {
		const struct note *note = &notes->notes[i];
		int64_t apart = llabs(note->at - post->time.at);

		if (apart <= nearest && note->text.len > begin.len && !memcmp(note->text.s, begin.s, begin.len)) {
			best = note;
			nearest = apart;
		}
	}
	if (!best)
		return;
	post->text = fr_draft_dup(post, best->text.s, best->text.len);
	fr_draft_scan_text(post);
	fr_scan_handles(post);
}
