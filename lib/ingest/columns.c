#include "ingest/columns.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "ingest/map.h"
#include "text/fold.h"

/*
 * Words in the names of columns. Of the words that stand in a name the one with the highest rank gives the role. Roles
 * of which a record has one (time, id, url ...) go to the column of the highest rank, the first of several; exact words
 * must be the whole name.
 */
static const struct word {
	const char *word;
	enum fr_role role;
	int rank;
	bool exact;
} words[] = {
	/* What looks like something else. */
	{"complaint type", FR_ROLE_NONE, 90, false},
	{"type of complaint", FR_ROLE_NONE, 90, false},
	{"complaint category", FR_ROLE_NONE, 90, false},
	{"nature of complaint", FR_ROLE_NONE, 90, false},
	{"शिकायत का प्रकार", FR_ROLE_NONE, 90, false},
	{"शिकायत की श्रेणी", FR_ROLE_NONE, 90, false},
	{"complaint no", FR_ROLE_NONE, 90, false},
	{"complaint number", FR_ROLE_NONE, 90, false},
	{"complaint id", FR_ROLE_NONE, 90, false},
	{"complaint status", FR_ROLE_NONE, 90, false},
	{"शिकायत संख्या", FR_ROLE_NONE, 90, false},
	{"date of birth", FR_ROLE_NONE, 90, false},
	{"जन्म तिथि", FR_ROLE_NONE, 90, false},
	{"date of incident", FR_ROLE_NONE, 90, false},
	{"incident date", FR_ROLE_NONE, 90, false},
	{"time of incident", FR_ROLE_NONE, 90, false},
	{"incident time", FR_ROLE_NONE, 90, false},
	{"घटना की तिथि", FR_ROLE_NONE, 90, false},
	{"घटना की तारीख", FR_ROLE_NONE, 90, false},
	{"घटना का समय", FR_ROLE_NONE, 90, false},
	{"father s name", FR_ROLE_NONE, 90, false},
	{"father name", FR_ROLE_NONE, 90, false},
	{"husband name", FR_ROLE_NONE, 90, false},
	{"पिता का नाम", FR_ROLE_NONE, 90, false},
	{"पति का नाम", FR_ROLE_NONE, 90, false},
	{"accused", FR_ROLE_NONE, 90, false},
	{"आरोपी", FR_ROLE_NONE, 90, false},
	{"suspect", FR_ROLE_NONE, 90, false},
	{"file name", FR_ROLE_NONE, 90, false},
	{"ip address", FR_ROLE_NONE, 90, false},
	{"user location", FR_ROLE_NONE, 90, false},
	{"author location", FR_ROLE_NONE, 90, false},
	{"profile location", FR_ROLE_NONE, 90, false},
	{"user description", FR_ROLE_NONE, 90, false},
	{"page description", FR_ROLE_NONE, 90, false},
	{"user created at", FR_ROLE_NONE, 90, false},
	{"page created", FR_ROLE_NONE, 90, false},
	{"image text", FR_ROLE_NONE, 90, false},
	{"media type", FR_ROLE_NONE, 90, false},
	{"followers at posting", FR_ROLE_NONE, 90, false},
	{"likes at posting", FR_ROLE_NONE, 90, false},
	/* Attachments. */
	{"photo", FR_ROLE_MEDIA, 80, false},
	{"image", FR_ROLE_MEDIA, 80, false},
	{"picture", FR_ROLE_MEDIA, 80, false},
	{"video", FR_ROLE_MEDIA, 80, false},
	{"audio", FR_ROLE_MEDIA, 80, false},
	{"upload", FR_ROLE_MEDIA, 80, false},
	{"attachment", FR_ROLE_MEDIA, 80, false},
	{"attachments", FR_ROLE_MEDIA, 80, false},
	{"screenshot", FR_ROLE_MEDIA, 80, false},
	{"proof", FR_ROLE_MEDIA, 80, false},
	{"evidence", FR_ROLE_MEDIA, 80, false},
	{"फोटो", FR_ROLE_MEDIA, 80, false},
	{"चित्र", FR_ROLE_MEDIA, 80, false},
	{"वीडियो", FR_ROLE_MEDIA, 80, false},
	{"विडियो", FR_ROLE_MEDIA, 80, false},
	{"स्क्रीनशॉट", FR_ROLE_MEDIA, 80, false},
	{"साक्ष्य", FR_ROLE_MEDIA, 80, false},
	{"सबूत", FR_ROLE_MEDIA, 80, false},
	/* Who. */
	{"email", FR_ROLE_EMAIL, 75, false},
	{"e mail", FR_ROLE_EMAIL, 75, false},
	{"ईमेल", FR_ROLE_EMAIL, 75, false},
	{"ई मेल", FR_ROLE_EMAIL, 75, false},
	{"mobile", FR_ROLE_PHONE, 74, false},
	{"phone", FR_ROLE_PHONE, 74, false},
	{"contact number", FR_ROLE_PHONE, 74, false},
	{"contact no", FR_ROLE_PHONE, 74, false},
	{"whatsapp number", FR_ROLE_PHONE, 74, false},
	{"मोबाइल", FR_ROLE_PHONE, 74, false},
	{"मोबाईल", FR_ROLE_PHONE, 74, false},
	{"फोन", FR_ROLE_PHONE, 74, false},
	{"संपर्क नंबर", FR_ROLE_PHONE, 74, false},
	{"संपर्क संख्या", FR_ROLE_PHONE, 74, false},
	/* Where. */
	{"district", FR_ROLE_PLACE, 70, false},
	{"zila", FR_ROLE_PLACE, 70, false},
	{"jila", FR_ROLE_PLACE, 70, false},
	{"police station", FR_ROLE_PLACE, 70, false},
	{"thana", FR_ROLE_PLACE, 70, false},
	{"block", FR_ROLE_PLACE, 70, false},
	{"anchal", FR_ROLE_PLACE, 70, false},
	{"subdivision", FR_ROLE_PLACE, 70, false},
	{"panchayat", FR_ROLE_PLACE, 70, false},
	{"village", FR_ROLE_PLACE, 70, false},
	{"mohalla", FR_ROLE_PLACE, 70, false},
	{"ward", FR_ROLE_PLACE, 70, false},
	{"town", FR_ROLE_PLACE, 70, false},
	{"city", FR_ROLE_PLACE, 70, false},
	{"place", FR_ROLE_PLACE, 70, false},
	{"location", FR_ROLE_PLACE, 70, false},
	{"address", FR_ROLE_PLACE, 70, false},
	{"landmark", FR_ROLE_PLACE, 70, false},
	{"pincode", FR_ROLE_PLACE, 70, false},
	{"pin code", FR_ROLE_PLACE, 70, false},
	{"state", FR_ROLE_PLACE, 70, true},
	{"जिला", FR_ROLE_PLACE, 70, false},
	{"जिले", FR_ROLE_PLACE, 70, false},
	{"थाना", FR_ROLE_PLACE, 70, false},
	{"थाने", FR_ROLE_PLACE, 70, false},
	{"प्रखंड", FR_ROLE_PLACE, 70, false},
	{"प्रखण्ड", FR_ROLE_PLACE, 70, false},
	{"अंचल", FR_ROLE_PLACE, 70, false},
	{"अनुमंडल", FR_ROLE_PLACE, 70, false},
	{"पंचायत", FR_ROLE_PLACE, 70, false},
	{"गांव", FR_ROLE_PLACE, 70, false},
	{"गाँव", FR_ROLE_PLACE, 70, false},
	{"ग्राम", FR_ROLE_PLACE, 70, false},
	{"मोहल्ला", FR_ROLE_PLACE, 70, false},
	{"वार्ड", FR_ROLE_PLACE, 70, false},
	{"शहर", FR_ROLE_PLACE, 70, false},
	{"स्थान", FR_ROLE_PLACE, 70, false},
	{"पता", FR_ROLE_PLACE, 70, false},
	{"राज्य", FR_ROLE_PLACE, 70, true},
	{"पिन कोड", FR_ROLE_PLACE, 70, false},
	{"latitude", FR_ROLE_LAT, 72, false},
	{"lat", FR_ROLE_LAT, 72, true},
	{"longitude", FR_ROLE_LON, 72, false},
	{"lng", FR_ROLE_LON, 72, true},
	{"lon", FR_ROLE_LON, 72, true},
	{"long", FR_ROLE_LON, 72, true},
	/* Names of people: behind "village name". */
	{"username", FR_ROLE_HANDLE, 66, true},
	{"user name", FR_ROLE_HANDLE, 66, true},
	{"handle", FR_ROLE_HANDLE, 66, true},
	{"screen name", FR_ROLE_HANDLE, 66, true},
	{"user screen name", FR_ROLE_HANDLE, 66, true},
	{"author username", FR_ROLE_HANDLE, 66, true},
	{"user handle", FR_ROLE_HANDLE, 66, true},
	{"your name", FR_ROLE_NAME, 65, false},
	{"full name", FR_ROLE_NAME, 65, false},
	{"complainant", FR_ROLE_NAME, 64, false},
	{"शिकायतकर्ता", FR_ROLE_NAME, 64, false},
	{"आवेदक", FR_ROLE_NAME, 64, false},
	{"applicant", FR_ROLE_NAME, 64, false},
	{"page name", FR_ROLE_NAME, 64, true},
	{"author", FR_ROLE_NAME, 63, true},
	{"user", FR_ROLE_NAME, 62, true},
	{"sender", FR_ROLE_NAME, 62, true},
	{"name", FR_ROLE_NAME, 61, false},
	{"नाम", FR_ROLE_NAME, 61, false},
	/* When. */
	{"timestamp", FR_ROLE_TIME, 59, false},
	{"timestamp utc", FR_ROLE_TIME, 60, true},
	{"टाइमस्टैम्प", FR_ROLE_TIME, 59, false},
	{"टाइमस्टाम्प", FR_ROLE_TIME, 59, false},
	{"created at", FR_ROLE_TIME, 58, true},
	{"created time", FR_ROLE_TIME, 58, true},
	{"post created", FR_ROLE_TIME, 58, true},
	{"created", FR_ROLE_TIME, 57, true},
	{"published", FR_ROLE_TIME, 57, true},
	{"published at", FR_ROLE_TIME, 57, true},
	{"submitted at", FR_ROLE_TIME, 57, false},
	{"submission time", FR_ROLE_TIME, 57, false},
	{"submission date", FR_ROLE_TIME, 57, false},
	{"start time", FR_ROLE_TIME, 53, true},
	{"completion time", FR_ROLE_TIME, 56, true},
	{"datetime", FR_ROLE_TIME, 56, false},
	{"date time", FR_ROLE_TIME, 56, false},
	{"date and time", FR_ROLE_TIME, 56, false},
	{"दिनांक और समय", FR_ROLE_TIME, 56, false},
	{"दिनांक एवं समय", FR_ROLE_TIME, 56, false},
	{"comment create timestamp", FR_ROLE_TIME, 60, true},
	{"date", FR_ROLE_DATE, 55, false},
	{"दिनांक", FR_ROLE_DATE, 55, false},
	{"तारीख", FR_ROLE_DATE, 55, false},
	{"तिथि", FR_ROLE_DATE, 55, false},
	{"time", FR_ROLE_CLOCK, 54, true},
	{"समय", FR_ROLE_CLOCK, 54, true},
	/* What was said: the text of a post, the words of a complaint, what goes with them. */
	{"full text", FR_ROLE_TEXT, 49, true},
	{"text", FR_ROLE_TEXT, 48, true},
	{"message", FR_ROLE_TEXT, 48, true},
	{"body", FR_ROLE_TEXT, 48, true},
	{"content", FR_ROLE_TEXT, 48, true},
	{"raw content", FR_ROLE_TEXT, 48, true},
	{"tweet", FR_ROLE_TEXT, 47, true},
	{"comment", FR_ROLE_TEXT, 47, true},
	{"comment text", FR_ROLE_TEXT, 48, true},
	{"post text", FR_ROLE_TEXT, 48, true},
	{"tweet text", FR_ROLE_TEXT, 48, true},
	{"caption", FR_ROLE_TEXT, 47, true},
	{"complaint", FR_ROLE_TEXT, 35, false},
	{"grievance", FR_ROLE_TEXT, 35, false},
	{"problem", FR_ROLE_TEXT, 35, false},
	{"issue", FR_ROLE_TEXT, 35, false},
	{"details", FR_ROLE_TEXT, 35, false},
	{"detail", FR_ROLE_TEXT, 35, false},
	{"description", FR_ROLE_TEXT, 35, false},
	{"describe", FR_ROLE_TEXT, 35, false},
	{"what happened", FR_ROLE_TEXT, 35, false},
	{"your message", FR_ROLE_TEXT, 35, false},
	{"feedback", FR_ROLE_TEXT, 35, false},
	{"suggestion", FR_ROLE_TEXT, 35, false},
	{"query", FR_ROLE_TEXT, 35, false},
	{"subject", FR_ROLE_TEXT, 35, false},
	{"शिकायत", FR_ROLE_TEXT, 35, false},
	{"शिकायतें", FR_ROLE_TEXT, 35, false},
	{"विवरण", FR_ROLE_TEXT, 35, false},
	{"समस्या", FR_ROLE_TEXT, 35, false},
	{"संदेश", FR_ROLE_TEXT, 35, false},
	{"सन्देश", FR_ROLE_TEXT, 35, false},
	{"मैसेज", FR_ROLE_TEXT, 35, false},
	{"सुझाव", FR_ROLE_TEXT, 35, false},
	{"विषय", FR_ROLE_TEXT, 35, false},
	{"घटना", FR_ROLE_TEXT, 34, false},
	{"incident", FR_ROLE_TEXT, 34, false},
	/* The rest, whole names only. */
	{"id", FR_ROLE_ID, 30, true},
	{"tweet id", FR_ROLE_ID, 31, true},
	{"post id", FR_ROLE_ID, 31, true},
	{"message id", FR_ROLE_ID, 31, true},
	{"comment id", FR_ROLE_ID, 32, true},
	{"status id", FR_ROLE_ID, 31, true},
	{"url", FR_ROLE_URL, 30, true},
	{"link", FR_ROLE_URL, 29, true},
	{"permalink", FR_ROLE_URL, 31, true},
	{"post url", FR_ROLE_URL, 31, true},
	{"tweet url", FR_ROLE_URL, 31, true},
	{"lang", FR_ROLE_LANG, 30, true},
	{"language", FR_ROLE_LANG, 29, true},
};
#define N_WORDS (sizeof(words) / sizeof(*words))

static bool is_whole(const struct fr_folded *name, const struct fr_folded *word)
{
	return name->len == word->len && !memcmp(name->text, word->text, word->len);
}

/* Role and rank of every name. The words are folded as the names are, so the two can't drift apart. */
static void rank_names(const struct fr_columns *columns, int *ranks)
{
	struct fr_folded *names = fr_xcalloc(columns->n, sizeof(*names)), word = {0};

	for (size_t i = 0; i < columns->n; i++)
		fr_fold(&names[i], columns->names[i], strlen(columns->names[i]));
	for (size_t w = 0; w < N_WORDS; w++) {
		fr_fold(&word, words[w].word, strlen(words[w].word));
		for (size_t i = 0; i < columns->n; i++) {
			if (words[w].rank <= ranks[i])
				continue;
			if (words[w].exact ? !is_whole(&names[i], &word)
					   : !memmem(names[i].text, names[i].len, word.text, word.len))
				continue;
			ranks[i] = words[w].rank;
			columns->roles[i] = words[w].role;
		}
	}
	for (size_t i = 0; i < columns->n; i++)
		fr_folded_free(&names[i]);
	fr_folded_free(&word);
	free(names);
}

/* Of a role that a record has once, only the column of the highest rank keeps it. */
static void keep_best(struct fr_columns *columns, const int *ranks, enum fr_role role)
{
	size_t best = columns->n;

	for (size_t i = 0; i < columns->n; i++) {
		if (columns->roles[i] == role && (best == columns->n || ranks[i] > ranks[best]))
			best = i;
	}
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->roles[i] == role && i != best)
			columns->roles[i] = FR_ROLE_NONE;
	}
}

bool fr_columns_has(const struct fr_columns *columns, enum fr_role role)
{
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->roles[i] == role)
			return true;
	}
	return false;
}

static void find_by_names(struct fr_columns *columns)
{
	static const enum fr_role once[] = {FR_ROLE_ID,   FR_ROLE_TIME,  FR_ROLE_DATE,  FR_ROLE_CLOCK,
					    FR_ROLE_NAME, FR_ROLE_PHONE, FR_ROLE_EMAIL, FR_ROLE_HANDLE,
					    FR_ROLE_LAT,  FR_ROLE_LON,   FR_ROLE_URL,   FR_ROLE_LANG};
	int *ranks = fr_xcalloc(columns->n, sizeof(*ranks)), best_text = 0;

	rank_names(columns, ranks);
	for (size_t i = 0; i < sizeof(once) / sizeof(*once); i++)
		keep_best(columns, ranks, once[i]);
	/* A column that is called text has it all; the words of a form may stand in several. */
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->roles[i] == FR_ROLE_TEXT && ranks[i] > best_text)
			best_text = ranks[i];
	}
	if (best_text > 40)
		keep_best(columns, ranks, FR_ROLE_TEXT);
	for (size_t i = 0; i < columns->n; i++) {
		if (fr_columns_has(columns, FR_ROLE_TIME) &&
		    (columns->roles[i] == FR_ROLE_DATE || columns->roles[i] == FR_ROLE_CLOCK))
			columns->roles[i] = FR_ROLE_NONE;
	}
	if (!fr_columns_has(columns, FR_ROLE_DATE)) {
		/* "time" without a date is the moment itself. */
		for (size_t i = 0; i < columns->n; i++) {
			if (columns->roles[i] == FR_ROLE_CLOCK)
				columns->roles[i] = FR_ROLE_TIME;
		}
	}
	free(ranks);
}

static bool name_taken(const struct fr_columns *columns, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(columns->names[i], name))
			return true;
	}
	return false;
}

static void name_columns(struct fr_columns *columns, const struct fr_str *header, size_t n)
{
	columns->names = fr_xcalloc(n, sizeof(*columns->names));
	columns->roles = fr_xcalloc(n, sizeof(*columns->roles));
	columns->n = n;
	for (size_t i = 0; i < n; i++) {
		char *name =
			header[i].len ? fr_xstrndup(header[i].s, header[i].len) : fr_xasprintf("column %zu", i + 1);
		char *plain = fr_xstrdup(name);

		for (unsigned again = 2; name_taken(columns, i, name); again++) {
			free(name);
			name = fr_xasprintf("%s (%u)", plain, again);
		}
		free(plain);
		columns->names[i] = name;
	}
}

int fr_columns_find(struct fr_columns *columns, const struct fr_str *header, size_t n, const struct fr_map *map,
		    struct fr_error *err)
{
	memset(columns, 0, sizeof(*columns));
	name_columns(columns, header, n);
	if (map)
		return fr_map_apply(map, columns, err);
	find_by_names(columns);
	return FR_OK;
}

void fr_columns_free(struct fr_columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		free(columns->names[i]);
	free(columns->names);
	free(columns->roles);
	memset(columns, 0, sizeof(*columns));
}
