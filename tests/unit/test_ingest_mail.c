/* The parts of reading mail: dates, addresses, words, parameters, transfer encodings, charsets; and HTML as text. */
#include "unit.h"
#include "core/mem.h"
#include "core/time.h"
#include "ingest/charset.h"
#include "ingest/html.h"
#include "ingest/mailcode.h"
#include "ingest/maildate.h"
#include "ingest/mailhead.h"
#include "ingest/mailword.h"
#include "ingest/mime.h"

static struct fr_str str(const char *s)
{
	return s ? (struct fr_str){s, strlen(s)} : FR_STR_NONE;
}

static void assert_str(struct fr_str s, const char *wanted)
{
	if (!wanted) {
		assert_null(s.s);
		return;
	}
	assert_non_null(s.s);
	assert_bytes(s.s, s.len, wanted);
}

static const struct {
	const char *date;
	const char *utc; /* NULL: none */
} dates[] = {
	{"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z"},
	{"21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z"},
	{"21 Nov 24 09:55 Z", "2024-11-21T09:55:00Z"},
	{"Fri, 21 Nov 124 09:55:06 +0000", "2024-11-21T09:55:06Z"},
	{"Sun, 5 May 2024 19:33:22 +0530 (IST)", "2024-05-05T14:03:22Z"},
	{"Sun (x (y)), 5 (of) May 2024 19:33:22 IST", "2024-05-05T14:03:22Z"},
	{"Sun, 5 May 2024 19:33:22 +05:30", "2024-05-05T14:03:22Z"},
	{"Sun, 5 May 2024 19:33:22 GMT+0530", "2024-05-05T14:03:22Z"},
	{"Sun, 5 May 2024 19:33:22+0530", "2024-05-05T14:03:22Z"},
	{"Sun, 5 May 2024 7:33:22 PM +0530", "2024-05-05T14:03:22Z"},
	{"Sunday, 5-May-24 14:03:22 UT", "2024-05-05T14:03:22Z"},
	{"5 May 2024 14.03.22 +0000", "2024-05-05T14:03:22Z"},
	{"Sun May  5 14:03:22 2024", "2024-05-05T08:33:22Z"},
	{"Sun May  5 14:03:22 EDT 2024", "2024-05-05T18:03:22Z"},
	{"Sun May  5 14:03:22 2024 -0400", "2024-05-05T18:03:22Z"},
	{"May 5, 2024 14:03:22 +0000", "2024-05-05T14:03:22Z"},
	{"Sun, 5 May 2024 14:03:22", "2024-05-05T08:33:22Z"},
	{"Sun, 5 May 2024 14:03:22 QQQ", "2024-05-05T14:03:22Z"},
	{"2024-05-05T14:03:22Z", "2024-05-05T14:03:22Z"},
	{"2024-05-05 19:33:22 +0530", "2024-05-05T14:03:22Z"},
	{"Wed, 15 Dec 2010    59:10 -0500", NULL},
	{"31 Feb 2024 10:00:00 +0000", NULL},
	{"Sun, 5 May 2024", NULL},
	{"Sun", NULL},
	{"((((", NULL},
	{"", NULL},
};

static void test_dates(void **state)
{
	struct fr_zone *zone;
	struct fr_error err;
	struct fr_buf text = {0};

	(void)state;
	assert_int_equal(fr_zone_open("Asia/Kolkata", &zone, &err), FR_OK);
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct fr_moment moment = fr_mail_date(str(dates[i].date), zone);

		fr_buf_clear(&text);
		if (moment.at != FR_TIME_NONE)
			fr_time_put_utc(&text, moment.at, 0, 0);
		if (strcmp(fr_buf_str(&text), dates[i].utc ? dates[i].utc : ""))
			fail_msg("%s: %s", dates[i].date, fr_buf_str(&text));
	}
	fr_buf_free(&text);
	fr_zone_free(zone);
}

static const struct {
	const char *field, *address, *name;
} addresses[] = {
	{"a@b", "a@b", NULL},
	{"<a@b>", "a@b", NULL},
	{"A B <a@b>", "a@b", "A B"},
	{"\"a, b\" <x@y>, <z@y>", "x@y", "a, b"},
	{"\"x@y\" <z@y>", "z@y", "x@y"},
	{"Kumar, Ravi <x@y>", "x@y", "Kumar, Ravi"},
	{"a@b (A (nested) B)", "a@b", "A (nested) B"},
	{"\"a \\\"q\\\" \\\\\" <x@y>", "x@y", "a \"q\" \\"},
	{"undisclosed-recipients:;", NULL, NULL},
	{"friends: A <a@b>, c@d;", "a@b", "A"},
	{"<@r1,@r2:a@b>", "a@b", NULL},
	{"MAILER-DAEMON", "MAILER-DAEMON", NULL},
	{"no address here", NULL, "no address here"},
	{"=?utf-8?q?Ravi_(SP)=2C_Siwan?= <x@y>", "x@y", "Ravi (SP), Siwan"},
	{"=?utf-8?B?IkEiIDxhQGI+?=", "a@b", "A"},
	{"A <a@b", "a@b", "A"},
	{"\"unfinished <a@b>", NULL, "unfinished <a@b>"},
	{",,;", NULL, NULL},
};

static void test_addresses(void **state)
{
	struct fr_draft post = {0};
	struct fr_address address;

	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		fr_draft_reset(&post);
		fr_head_address(&post, str(addresses[i].field), FR_STR_NONE, &address);
		assert_str(address.address, addresses[i].address);
		assert_str(address.name, addresses[i].name);
	}
	fr_draft_free(&post);
}

static const struct {
	const char *raw, *text;
} words[] = {
	{"plain", "plain"},
	{"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
	{"=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=E9?=", "a\xC3\xA9"},
	{"=?utf-8?Q?a_?= b =?utf-8?Q?c?=", "a  b c"},
	{"=?utf-8?B?4KQ=?= =?utf-8?B?uA==?=", "\xE0\xA4\xB8"},
	{"=?utf-8*hi?Q?=E0=A4=B8?=", "\xE0\xA4\xB8"},
	{"=?gb2312?B?4KS4?=", "\xE0\xA4\xB8"},
	{"=?nobody?Q?=E9?=", "\xC3\xA9"},
	{"=?utf-8?Q?with blanks in it?=", "with blanks in it"},
	{"x=?utf-8?Q?a?=y", "xay"},
	{"=?utf-8?Q?=3D=3F?=", "=?"},
	{"=?utf-8?X?a?=", "=?utf-8?X?a?="},
	{"=?utf-8?Q?unfinished", "=?utf-8?Q?unfinished"},
	{"folded\r\n\tline", "folded line"},
	{"\xE0\xA4\xB8 raw", "\xE0\xA4\xB8 raw"},
	{"\xE9 raw", "\xC3\xA9 raw"},
	{"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "\xE6\x97\xA5\xE6\x9C\xAC"},
	{"=?=?=?=?", "=?=?=?=?"},
};

static void test_words(void **state)
{
	struct fr_buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		fr_buf_clear(&out);
		fr_mail_words(&out, FR_STR_NONE, words[i].raw, strlen(words[i].raw));
		assert_bytes(fr_buf_str(&out), out.len, words[i].text);
	}
	fr_buf_free(&out);
}

static const struct {
	const char *field, *name, *value;
} params[] = {
	{"text/plain; charset=utf-8", "charset", "utf-8"},
	{"text/plain; Charset = \"utf-8\" ; x=y", "charset", "utf-8"},
	{"text/plain;charset=utf-8;", "charset", "utf-8"},
	{"text/plain", "charset", NULL},
	{"a/b; name=\"a;b\"; x=1", "x", "1"},
	{"a/b; name=\"C:\\dir\\a \\\"q\\\".txt\"", "name", "C:\\dir\\a \"q\".txt"},
	{"a/b; name*=UTF-8''%E0%A4%B8.txt", "name", "\xE0\xA4\xB8.txt"},
	{"a/b; name*=''a%20b", "name", "a b"},
	{"a/b; name*1=\"d\"; name*0*=iso-8859-1'fr'%E9; name*2*=%E9", "name",
	 "\xC3\xA9"
	 "d\xC3\xA9"},
	{"a/b; name=plain; name*=utf-8''better", "name", "better"},
	{"a/b; name=two words; x=y", "name", "two words"},
	{"a/b; name=\"=?utf-8?Q?=E0=A4=B8?=.txt\"", "name", "\xE0\xA4\xB8.txt"},
	{"a/b; filename=x", "name", NULL},
	{"a/b; name*=utf-8''%zz%e", "name", "%zz%e"},
	{"a/b; name*123456789=x", "name", NULL},
	{"a/b; name=\"open", "name", "open"},
	{"a/b; name", "name", NULL},
	{";;;=;", "name", NULL},
};

static void test_params(void **state)
{
	struct fr_draft post = {0};

	(void)state;
	for (size_t i = 0; i < sizeof params / sizeof *params; i++) {
		fr_draft_reset(&post);
		assert_str(fr_head_param(&post, str(params[i].field), params[i].name), params[i].value);
	}
	fr_draft_free(&post);
}

static void test_msgids(void **state)
{
	struct fr_draft post = {0};

	(void)state;
	fr_draft_reset(&post);
	assert_str(fr_head_msgid(&post, str("<a@b>"), false), "a@b");
	assert_str(fr_head_msgid(&post, str("Message of Mon <a@b>"), false), "a@b");
	assert_str(fr_head_msgid(&post, str("<a@b>\r\n <c@d> <e@f>"), false), "a@b");
	assert_str(fr_head_msgid(&post, str("<a@b>\r\n <c@d> <e@f>"), true), "e@f");
	assert_str(fr_head_msgid(&post, str("<a\r\n @b>"), false), "a@b");
	assert_str(fr_head_msgid(&post, str("bare@id"), false), "bare@id");
	assert_str(fr_head_msgid(&post, str("just words"), false), NULL);
	assert_str(fr_head_msgid(&post, str("<>"), false), NULL);
	assert_str(fr_head_msgid(&post, FR_STR_NONE, false), NULL);
	fr_draft_free(&post);
}

static void test_codes(void **state)
{
	static const struct {
		void (*decode)(struct fr_buf *, const char *, size_t);
		const char *in, *out;
	} codes[] = {
		{fr_decode_base64, "YWJj", "abc"},
		{fr_decode_base64, "YW\r\nJj ZA==", "abcd"},
		{fr_decode_base64, "YQ==YmM=", "abc"},
		{fr_decode_base64, "YWJ", "ab"},
		{fr_decode_quoted, "a=3Db", "a=b"},
		{fr_decode_quoted, "a= \r\nb=\nc=", "abc"},
		{fr_decode_quoted, "a=ZZ=3", "a=ZZ=3"},
		{fr_decode_quoted, "=e0=A4=b8", "\xE0\xA4\xB8"},
		{fr_decode_uu, "begin 644 a\n#0V%T\n`\nend\nx", "Cat"},
		{fr_decode_uu, "#0V%T\n", ""},
		{fr_decode_q_word, "a_b=5F", "a b_"},
	};
	struct fr_buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		fr_buf_clear(&out);
		codes[i].decode(&out, codes[i].in, strlen(codes[i].in));
		assert_bytes(fr_buf_str(&out), out.len, codes[i].out);
	}
	fr_buf_free(&out);
	assert_int_equal(fr_mailcode_named(str("Quoted Printable")), FR_CODE_QUOTED);
	assert_int_equal(fr_mailcode_named(str("BASE64 (x)")), FR_CODE_BASE64);
	assert_int_equal(fr_mailcode_named(str("x-uuencode")), FR_CODE_UU);
	assert_int_equal(fr_mailcode_named(str("8bit")), FR_CODE_NONE);
	assert_int_equal(fr_mailcode_named(FR_STR_NONE), FR_CODE_NONE);
}

static void test_charsets(void **state)
{
	static const struct {
		const char *label, *in, *out;
		bool repaired;
	} cases[] = {
		{"iso-8859-1", "\xE9", "\xC3\xA9", false},
		{"us-ascii", "\x93x\x94", "\xE2\x80\x9Cx\xE2\x80\x9D", false},
		{"iso-8859-1", "\xE0\xA4\xB8", "\xE0\xA4\xB8", false},
		{"GB2312", "\xD6\xD0\xCE\xC4", "\xE4\xB8\xAD\xE6\x96\x87", false},
		{"utf-8", "\xE0\xA4\xB8\xFF\xE0\xA4\xB8", "\xE0\xA4\xB8\xEF\xBF\xBD\xE0\xA4\xB8", true},
		{"utf-8", "caf\xE9", "caf\xC3\xA9", false},
		{"koi8-r", "\xD2", "\xD1\x80", false},
		{"no-such", "\xE9", "\xC3\xA9", false},
		{NULL, "plain", "plain", false},
		{"utf-7", "+CTg-", "\xE0\xA4\xB8", false},
		{"\"utf-8\"", "a", "a", false},
	};
	struct fr_buf out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fr_buf_clear(&out);
		assert_int_equal(fr_charset_decode(&out, str(cases[i].label), cases[i].in, strlen(cases[i].in)),
				 cases[i].repaired);
		assert_bytes(fr_buf_str(&out), out.len, cases[i].out);
	}
	fr_buf_free(&out);
}

static void on_link(void *arg, const struct fr_html_link *link)
{
	fr_buf_addf(arg, "[%.*s|%.*s|%.*s]", (int)link->href.len, link->href.s, (int)link->css_class.len,
		    link->css_class.s, (int)link->text.len, link->text.s);
}

static void test_html(void **state)
{
	static const struct {
		const char *html, *text, *links;
	} pages[] = {
		{"a<br>b<br/><br>c", "a\nb\n\nc", ""},
		{"<p>a</p><p>b</p>\n<p>c", "a\n\nb\n\nc", ""},
		{"<div>a</div><div><br></div><div>b</div>", "a\n\nb", ""},
		{"<ul><li>a<li>b</ul>c", "a\nb\nc", ""},
		{" a \n\t b ", "a b", ""},
		{"<pre>a\n  b</pre>c", "a\n  b\n\nc", ""},
		{"a &lt; b &amp;lt; c", "a < b &lt; c", ""},
		{"&#2360;&#x938;&nbsp;&hellip;&bogus; &copy 2024 &#146;",
		 "\xE0\xA4\xB8\xE0\xA4\xB8\xC2\xA0\xE2\x80\xA6&bogus; "
		 "\xC2\xA9 2024 \xE2\x80\x99",
		 ""},
		{"<script>x('</p>')</script>a<style>b</style><title>t</title>", "a", ""},
		{"<a href='x?a=1&amp;b=2' class=\"mention u-url\">@<span>me</span></a>!", "@me!",
		 "[x?a=1&b=2|mention u-url|@me]"},
		{"<a href=x>one<a href=y>two", "onetwo", "[x||one][y||two]"},
		{"<a name=x>one</a><A HREF = \"z\" >t</A>", "onet", "[z||t]"},
		{"1 < 2 and 2 > 1", "1 < 2 and 2 > 1", ""},
		{"<!-- no -->a<!-- open", "a<!-- open", ""},
		{"<!DOCTYPE html><?xml x?><![if x]>a<![endif]>", "a", ""},
		{"<p title=\"a > b\">c</p>", "c", ""},
		{"<p title=\"never closed>c</p>", "c", ""},
		{"a<o:p>b</o:p>c", "abc", ""},
		{"<script>never closed", "", ""},
		{"<td>a</td><td>b</td>", "a b", ""},
		{"<", "<", ""},
		{"</", "</", ""},
		{"", "", ""},
	};
	struct fr_buf out = {0}, links = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		fr_buf_clear(&out);
		fr_buf_clear(&links);
		fr_html_text(&out, pages[i].html, strlen(pages[i].html), on_link, &links);
		assert_bytes(fr_buf_str(&out), out.len, pages[i].text);
		assert_bytes(fr_buf_str(&links), links.len, pages[i].links);
	}
	fr_buf_clear(&out);
	fr_html_decode(&out, "<b>&eacute;&amp;amp;</b>", 24);
	assert_bytes(fr_buf_str(&out), out.len, "<b>\xC3\xA9&amp;</b>");
	fr_buf_free(&out);
	fr_buf_free(&links);
}

/* Time that grows with the square of these would be seen by everybody who waits for this test. */
static void test_hostile(void **state)
{
	static const char *const repeated[] = {"<a href=\"", "<!--", "<a '=", "&#", "=?a?q?", "=?", "<script>", "\n--"};
	struct fr_draft post = {0};
	struct fr_parts parts = {0};
	struct fr_buf in = {0}, out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
		fr_buf_clear(&in);
		while (in.len < 1 << 20)
			fr_buf_adds(&in, repeated[i]);
		fr_buf_clear(&out);
		fr_html_text(&out, in.bytes, in.len, NULL, NULL);
		fr_buf_clear(&out);
		fr_mail_words(&out, FR_STR_NONE, in.bytes, in.len);
	}
	/* A multipart in a multipart in a multipart, further than anybody goes */
	fr_buf_clear(&in);
	for (int i = 0; i < 100000; i++)
		fr_buf_addf(&in, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	fr_draft_reset(&post);
	fr_mime_parts(&post, in.bytes, in.len, &parts);
	assert_int_equal(parts.n, 1);
	fr_mime_free(&parts);
	fr_draft_free(&post);
	fr_buf_free(&in);
	fr_buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),    cmocka_unit_test(test_addresses), cmocka_unit_test(test_words),
		cmocka_unit_test(test_params),   cmocka_unit_test(test_msgids),    cmocka_unit_test(test_codes),
		cmocka_unit_test(test_charsets), cmocka_unit_test(test_html),      cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
