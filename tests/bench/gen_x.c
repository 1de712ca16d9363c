/*
 * gen_x BYTES: synthetic posts of X's API v2 as twarc2 flattens them, one a line, until BYTES are out: about 4 KB each,
 * with annotations, entities and the authors of all; three in ten are reposts that hold the original, two in ten
 * answers. Half of the texts are Devanagari, one in eight has entities of HTML. The same bytes for the same BYTES: a
 * linear congruential generator, seed 1.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const hindi[] = {"मैरवा", "थाना",  "क्षेत्र", "में",   "कल",   "रात", "शादी", "समारोह",
				    "के",    "दौरान", "गोली", "चली", "कृपया", "जांच", "करें",   "सड़क",
				    "पर",   "जाम",   "लगा",  "है",   "पुलिस", "को",  "सूचना", "दी"};
static const char *const latin[] = {"please", "look", "at",     "this",  "road", "near",  "the",   "market",
				    "kal",    "raat", "shaadi", "me",    "goli", "chali", "thana", "police",
				    "jaldi",  "aaye", "video",  "viral", "ho",   "raha"};

static uint32_t state = 1;
static char line[1 << 16];
static size_t len;

static uint32_t random_below(uint32_t n)
{
	state = state * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(state >> 8) * n >> 24);
}

__attribute__((format(printf, 1, 2))) static void put(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	len += (size_t)vsnprintf(line + len, sizeof(line) - len, fmt, args);
	va_end(args);
}

static void put_text(uint64_t i, const char *before)
{
	const char *const *words = i % 2 ? hindi : latin;
	uint32_t n_words = (uint32_t)(i % 2 ? sizeof hindi / sizeof *hindi : sizeof latin / sizeof *latin);

	put("\"text\": \"%s", before);
	for (int n = 20 + (int)random_below(20); n > 0; n--)
		put("%s%s", words[random_below(n_words)], n % 11 == 0 && i % 8 == 0 ? " &amp; " : " ");
	put("https://t.co/%010u\"", random_below(1u << 30));
}

static void put_author(uint64_t id)
{
	put("\"author\": {\"id\": \"%" PRIu64 "\", \"username\": \"synthetic_%u\", \"name\": \"नमूना %u\", "
	    "\"created_at\": \"20%02u-01-29T02:00:16.000Z\", \"location\": \"synthetic\", \"verified\": false, "
	    "\"protected\": false, \"description\": \"a synthetic account | see https://t.co/1lvAJ6xONt\", \"url\": "
	    "\"https://t.co/1lvAJ6xONt\", \"entities\": {\"url\": {\"urls\": [{\"start\": 0, \"end\": 23, \"url\": "
	    "\"https://t.co/1lvAJ6xONt\", \"expanded_url\": \"https://www.example.org/synthetic\", \"display_url\": "
	    "\"example.org/synthetic\"}]}}, \"public_metrics\": {\"followers_count\": %u, \"following_count\": %u, "
	    "\"tweet_count\": %u, \"listed_count\": %u}, \"profile_image_url\": "
	    "\"https://pbs.example.org/profile_images/%u/REgxWwgk_normal.jpg\"}",
	    id, (unsigned)(id % 5000), (unsigned)(id % 977), 10 + (unsigned)(id % 13), random_below(100000),
	    random_below(2000), random_below(50000), random_below(600), random_below(1u << 30));
}

static void put_annotations(void)
{
	static const char *const domains[] = {"Political Body", "Person", "Place", "Event"};

	put("\"context_annotations\": [");
	for (unsigned n = 1 + random_below(5), i = 0; i < n; i++)
		put("%s{\"domain\": {\"id\": \"%u\", \"name\": \"%s\", \"description\": \"A section of a government, "
		    "like a court or a council\"}, \"entity\": {\"id\": \"%u\", \"name\": \"Synthetic\", "
		    "\"description\": \"Synthetic entity\"}}",
		    i ? ", " : "", 10 + random_below(80), domains[i % 4], random_below(1u << 30));
	put("]");
}

static void put_entities(void)
{
	put("\"entities\": {\"mentions\": [{\"start\": 0, \"end\": 13, \"username\": \"bihar_police\", \"id\": "
	    "\"1129762164\"}], \"hashtags\": [{\"start\": 20, \"end\": 29, \"tag\": \"synthetic\"}], \"urls\": "
	    "[{\"start\": 37, \"end\": 60, \"url\": \"https://t.co/Owxe3LWOfK\", \"expanded_url\": "
	    "\"https://example.org/v/%u?a=1&b=2\", \"display_url\": \"example.org/v\", \"status\": 200, \"title\": "
	    "\"synthetic\", \"unwound_url\": \"https://example.org/v/1\"}], \"annotations\": [{\"start\": 18, \"end\": "
	    "30, \"probability\": 0.9534, \"type\": \"Person\", \"normalized_text\": \"Somebody\"}]}",
	    random_below(100000));
}

/* The members of a post from its id on, without braces. */
static void put_post(uint64_t i, uint64_t id, const char *before)
{
	put("\"id\": \"%" PRIu64 "\", \"conversation_id\": \"%" PRIu64 "\", \"author_id\": \"%" PRIu64
	    "\", \"created_at\": \"2024-05-%02uT%02u:%02u:%02u.000Z\", \"lang\": \"hi\", \"source\": \"synthetic\", "
	    "\"possibly_sensitive\": false, \"reply_settings\": \"everyone\", \"edit_history_tweet_ids\": [\"%" PRIu64
	    "\"], \"public_metrics\": {\"retweet_count\": %u, \"reply_count\": %u, \"like_count\": %u, "
	    "\"quote_count\": %u, \"impression_count\": %u}, ",
	    id, id, id / 7, 1 + (unsigned)(i % 28), (unsigned)(i / 3600 % 24), (unsigned)(i / 60 % 60),
	    (unsigned)(i % 60), id, random_below(900), random_below(40), random_below(4000), random_below(50),
	    random_below(100000));
	put_annotations();
	put(", ");
	put_entities();
	put(", ");
	put_text(i, before);
	put(", ");
	put_author(id / 7);
}

static void put_line(uint64_t i)
{
	uint64_t id = UINT64_C(1787000000000000000) + i * 977;

	len = 0;
	put("{");
	if (i % 10 < 5) {
		put("\"referenced_tweets\": [{\"type\": \"%s\", ", i % 10 < 3 ? "retweeted" : "replied_to");
		put_post(i + 1, id - 400, "");
		put("}], ");
	}
	put_post(i, id, i % 10 < 3 ? "RT @somebody: " : "@bihar_police ");
	put(", \"__twarc\": {\"url\": \"https://api.example.org/2/tweets/search/recent?expansions=author_id%%2C"
	    "in_reply_to_user_id%%2Creferenced_tweets.id&max_results=100&query=bihar\", \"version\": \"2.13.0\", "
	    "\"retrieved_at\": \"2024-05-06T19:34:32+00:00\"}}\n");
}

int main(int argc, char **argv)
{
	uint64_t want = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000, out = 0;

	for (uint64_t i = 0; out < want; i++) {
		put_line(i);
		fwrite(line, 1, len, stdout);
		out += len;
	}
	return ferror(stdout) || fclose(stdout) ? 2 : 0;
}
