/*
 * gen_records N: N synthetic records of about 1.1 KB, the shape of an X post after fr-ingest: half of the texts are
 * Devanagari, one in eight has escapes. The same bytes for the same N: a linear congruential generator, seed 1.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const hindi[] = {"मैरवा", "थाना",  "क्षेत्र", "में",   "कल",   "रात", "शादी", "समारोह",
				    "के",    "दौरान", "गोली", "चली", "कृपया", "जांच", "करें",   "सड़क",
				    "पर",   "जाम",   "लगा",  "है",   "पुलिस", "को",  "सूचना", "दी"};
static const char *const latin[] = {"please", "look", "at",     "this",  "road", "near",  "the",   "market",
				    "kal",    "raat", "shaadi", "me",    "goli", "chali", "thana", "police",
				    "jaldi",  "aaye", "video",  "viral", "ho",   "raha"};

static uint32_t state = 1;

static uint32_t random_below(uint32_t n)
{
	state = state * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(state >> 8) * n >> 24);
}

static void put_text(unsigned long i)
{
	const char *const *words = i % 2 ? hindi : latin;
	uint32_t n_words = (uint32_t)(i % 2 ? sizeof hindi / sizeof *hindi : sizeof latin / sizeof *latin);

	for (int n = 25 + (int)random_below(20); n > 0; n--)
		printf("%s%s", words[random_below(n_words)], n % 11 == 0 && i % 8 == 0 ? "\\n" : " ");
}

int main(int argc, char **argv)
{
	unsigned long n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;

	for (unsigned long i = 0; i < n; i++) {
		uint64_t id = 1787000000000000000u + i * 977;

		printf("{\"id\":\"x:%" PRIu64
		       "\",\"platform\":\"x\",\"kind\":\"post\",\"time\":\"2024-05-%02luT%02lu:%02lu:%02luZ\","
		       "\"author\":{\"id\":\"%" PRIu64
		       "\",\"handle\":\"synthetic_%u\",\"name\":\"नमूना %u\",\"verified\":false,"
		       "\"followers\":%u},\"text\":\"",
		       id, 1 + i % 28, i / 3600 % 24, i / 60 % 60, i % 60, id / 7, random_below(5000),
		       random_below(5000), random_below(100000));
		put_text(i);
		printf("\",\"lang\":\"hi\",\"url\":\"https://x.com/synthetic/status/%" PRIu64
		       "\",\"mentions\":[\"bihar_police\"],"
		       "\"hashtags\":[\"synthetic\"],\"links\":[\"https://example.org/v/"
		       "%u\"],\"media\":[{\"type\":\"video\","
		       "\"url\":\"https://example.org/media/"
		       "%u.mp4\"}],\"counts\":{\"likes\":%u,\"reposts\":%u,\"replies\":%u,"
		       "\"views\":%u},\"source\":{\"format\":\"x-v2\",\"file\":\"export.jsonl\",\"sha256\":"
		       "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\",\"record\":%lu,\"offset\":"
		       "%lu,"
		       "\"length\":1100}}\n",
		       id, random_below(100000), random_below(100000), random_below(500), random_below(200),
		       random_below(100), random_below(100000), i + 1, i * 1100);
	}
	return ferror(stdout) || fclose(stdout) ? 2 : 0;
}
