/* Which format reads what: no two bid the same, and none takes what is not its own. */
#include "unit.h"
#include "ingest/format.h"
#include "ingest/whatsapp_line.h"

static const struct {
	const char *name; /* NULL: nobody's */
	const char *head;
} heads[] = {
	{"x-v2", "{\"data\":[{\"id\":\"1\",\"text\":\"x\"}]}\n"},
	{"x-v2", "{\"data\":{\"id\":\"1\",\"text\":\"x\"}}\n{\"da"},
	{"x-v2", "{\n \"data\": [\n  {\n   \"author_id\": \"1\", \"id\": \"2\", \"text\": \"x\"\n"},
	{"x-v2", "{\"author_id\":\"1\",\"author\":{\"username\":\"u\"},\"id\":\"2\",\"text\":\"x\"}\n"},
	{"x-v2", "[{\"id\":\"2\",\"author_id\":\"1\",\"edit_history_tweet_ids\":[\"2\"]}]"},
	{"x-v2", "{\"data\":[{\"id\":\"17900000\n{\"data\":[{\"id\":\"1\",\"author_id\":\"x\",\"text\":\"x\"}]}\n"},
	{"x-v2", "{\"meta\":{\"result_count\":0}}\n"},
	{"telegram", "{\n \"name\": \"n\",\n \"type\": \"personal_chat\",\n \"id\": 1,\n \"messages\": [\n"},
	{"telegram", "{\"about\":\"a\",\"chats\":{\"about\":\"b\",\"list\":[{\"type\":\"private_group\",\"mess"},
	{"telegram",
	 "{\"messages\":[{\"id\":1,\"type\":\"message\",\"date\":\"2020-01-01T00:00:00\",\"from_id\":\"user1\"}]}"},
	{"whatsapp", "12/05/24, 9:41 pm - A: x\n"},
	{"whatsapp", "\xE2\x80\x8E[12/05/24, 9:41:07\xE2\x80\xAFPM] A: x\r\n"},
	{"whatsapp", "the end of a message\n12/05/24, 9:41 pm - A: x\n"},
	{"csv", "a,b,c\n1,2,3\n"},
	{"csv", "Timestamp\tName\n27/05/2024 10:00:00\tN\n"},
	{"csv", "\xFF\xFE"
		"a\0,\0b\0\n\0"
		"1\0,\0"
		"2\0\n\0"},
	{NULL, ""},
	{NULL, " \n"},
	{"x-v1", "[{\"id_str\":\"1\",\"text\":\"x\",\"user\":{\"screen_name\":\"u\"}}]"},
	{"facebook-graph", "{\"data\":[{\"id\":\"1_2\",\"message\":\"x\",\"created_time\":\"2021\"}]}"},
	{"messenger", "{\"messages\":[{\"sender_name\":\"x\",\"timestamp_ms\":1}],\"participants\":[]}"},
	{"facebook-dyi", "[{\"timestamp\":1714917600,\"data\":[{\"post\":\"x\"}],\"title\":\"y\"}]"},
	{"instagram-dyi", "[{\"media\":[{\"uri\":\"m/1.jpg\",\"creation_timestamp\":1714917600,\"title\":\"x\"}]}]"},
	{"mbox", "From a@b Sun May 05 14:03:22 2024\nSubject: x, y\n"},
	{"youtube",
	 "{\"kind\":\"youtube#commentListResponse\",\"items\":[\n{\"id\":\"U\",\"snippet\":{\"textDisplay\":\"x"},
	{"yt-dlp", "{\"id\":\"x\",\"title\":\"t\",\"formats\":[{\"format_id\":\"1\",\"url\":\"u"},
	{"yt-comments", "{\"cid\":\"U\",\"text\":\"x\",\"time\":\"1 day ago\",\"votes\":\"0\",\"time_parsed\":1.5}\n"},
	{"yt-takeout", "Comment ID,Channel ID,Comment Create Timestamp,Comment Text\nU,UC,2024-05-05T10:00:00Z,x\n"},
	{"yt-tools", "id,replyCount,publishedAt,authorName,text,isReplyTo\nU,0,2024-05-05T10:00:00Z,a,b,\n"},
	{"crowdtangle", "{\"platformId\":\"1_2\",\"postUrl\":\"u\",\"account\":{\"platformId\":\"1\"}}\n"},
	{"crowdtangle-csv", "Page Name,Post Created,Shares,Message,URL\na,2024-05-05 10:00:00 EDT,1,m,u\n"},
	{"mcl-csv", "id,post_owner.id,post_owner.name,text,creation_time\n1,2,n,t,2024-05-05T10:00:00Z\n"},
	{"eml", "Subject: x, y\nTo: a, b\n"},
	{"x-archive", "window.YTD.tweets.part0 = [\n"},
	{"x-scrape", "{\"_type\":\"snscrape.modules.twitter.Tweet\",\"id\":1,\"rawContent\":\"x\"}\n"},
	{"x-table", "id,conversation_id,created_at,username,tweet,language\n1,1,2024-05-05 10:00:00 IST,u,x,hi\n"},
	{"telethon",
	 "{\"_\":\"Message\",\"id\":1,\"peer_id\":{\"_\":\"PeerChannel\",\"channel_id\":2},\"message\":\"x\"}\n"},
	{"mastodon", "{\"type\":\"OrderedCollection\",\"orderedItems\":[{\"type\":\"Create\",\"actor\":\"u\"}]}"},
	{"reddit", "{\"subreddit\":\"s\",\"id\":\"x\",\"created_utc\":1,\"body\":\"b\",\"link_id\":\"t3_y\"}\n"},
	{"bluesky", "[{\"uri\":\"at://d/app.bsky.feed.post/k\",\"record\":{\"$type\":\"app.bsky.feed.post\"}}]"},
	{"zeeschuimer", "{\"nav_index\":\"1\",\"item_id\":\"2\",\"source_platform\":\"x.com\",\"data\":{}}\n"},
	{"4cat", "id,thread_id,author,body,timestamp,unix_timestamp\n1,1,a,x,2024-05-05 10:00:00,1714925460\n"},
	{NULL, "Dear sir, this is\na letter.\n"},
	{NULL, "<html><body>a,b\n1,2\n"},
};

static void test_one_bids_highest(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct fr_peek peek = {0};
		const struct fr_ingest_format *format;
		size_t len = heads[i].head[0] == '\xFF' ? 18 : strlen(heads[i].head);
		bool tie;

		fr_peek_init(&peek, heads[i].head, len, true);
		format = fr_ingest_format_choose(&peek, NULL, &tie);
		assert_false(tie);
		assert_string_equal(format ? format->name : "nobody", heads[i].name ? heads[i].name : "nobody");
		assert_true(fr_peek_guess(&peek)[0]);
		fr_peek_free(&peek);
	}
}

static void test_names_are_unique(void **state)
{
	(void)state;
	for (size_t i = 0; fr_ingest_formats[i]; i++)
		assert_ptr_equal(fr_ingest_format_named(fr_ingest_formats[i]->name), fr_ingest_formats[i]);
	assert_null(fr_ingest_format_named("nobody"));
}

static const struct {
	const char *line;
	const char *sender; /* NULL: none */
	const char *text;   /* NULL: no head */
	bool system;
} lines[] = {
	{"12/05/24, 9:41 pm - A: x", "A", "x", false},
	{"12/05/24, 9:41\xE2\x80\xAFpm - A - B: x: y", "A - B", "x: y", false},
	{"12.05.2024, 21:41 - A:", "A", "", false},
	{"[12/05/24, 9:41:07 PM] A: x\r", "A", "x", false},
	{"\xE2\x80\x8E[2024-05-12 21:41:07] A: \xE2\x80\x8Eimage omitted", "A", "\xE2\x80\x8Eimage omitted", false},
	{"[12/05/24, 9:41:07 PM] G: \xE2\x80\x8EYou created this group", "G", "\xE2\x80\x8EYou created this group",
	 true},
	{"12/05/24, 9:41 pm - A created group \"B: c\"", NULL, "A created group \"B: c\"", true},
	{"12/05/24, 9:41 pm - A changed the subject from \"a: b\" to \"c\"", NULL,
	 "A changed the subject from \"a: b\" to \"c\"", true},
	{"12.5.2024 klo 21.41 - A: x", "A", "x", false},
	{"12/05/24, 9:41 pm A: x", NULL, NULL, false},
	{"12/05/24 - A: x", NULL, NULL, false},
	{"12/05/24, 25:41 - A: x", NULL, NULL, false},
	{"[12/05/24, 9:41:07 PM A: x", NULL, NULL, false},
	{"12/05-24, 9:41 pm - A: x", NULL, NULL, false},
	{"", NULL, NULL, false},
};

static void test_whatsapp_heads(void **state)
{
	struct fr_wa_head head;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		bool is_head = fr_wa_head_parse(lines[i].line, strlen(lines[i].line), &head);

		assert_int_equal(is_head, lines[i].text != NULL);
		if (!is_head)
			continue;
		assert_int_equal(head.system, lines[i].system);
		assert_bytes(head.text.s, head.text.len, lines[i].text);
		assert_int_equal(head.sender.s != NULL, lines[i].sender != NULL);
		if (lines[i].sender)
			assert_bytes(head.sender.s, head.sender.len, lines[i].sender);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_bids_highest),
		cmocka_unit_test(test_names_are_unique),
		cmocka_unit_test(test_whatsapp_heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
