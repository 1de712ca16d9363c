/* Numbers and addresses that lead to a person. The numbers are made up. */
#include "unit.h"
#include "core/mem.h"
#include "privacy/personal.h"

/* "kind:words kind:words" of all that is found. */
static void check(const char *text, const char *expected)
{
	struct fr_personal_finder finder = {0};
	struct fr_buf got = {0};
	size_t n;
	const struct fr_personal *found = fr_personal_find(&finder, text, strlen(text), &n);

	for (size_t i = 0; i < n; i++) {
		fr_buf_addf(&got, "%s%s:", i ? "|" : "", fr_personal_name(found[i].kind));
		fr_buf_add(&got, text + found[i].start, found[i].end - found[i].start);
	}
	if (strcmp(fr_buf_str(&got), expected) != 0)
		fail_msg("%s\n  gives %s\n  not   %s", text, fr_buf_str(&got), expected);
	fr_buf_free(&got);
	fr_personal_free(&finder);
}

static void test_phones(void **state)
{
	(void)state;
	check("call 9876543210 now", "phone:9876543210");
	check("मो0-9876543210", "phone:0-9876543210");
	check("मोबाइल ९८७६५४३२१० है", "phone:९८७६५४३२१०");
	check("+91 98765 43210, 98765-43210", "phone:+91 98765 43210|phone:98765-43210");
	check("+919876543210 09876543210 919876543210", "phone:+919876543210|phone:09876543210|phone:919876543210");
	check("987.654.3210", "phone:987.654.3210");
	check("9 8 7 6 5 4 3 2 1 0", "phone:9 8 7 6 5 4 3 2 1 0");
	check("9\xE2\x80\x8B"
	      "876543210",
	      "phone:9\xE2\x80\x8B"
	      "876543210");
	check("𝟗𝟖𝟕𝟔𝟓𝟒𝟑𝟐𝟏𝟎", "phone:𝟗𝟖𝟕𝟔𝟓𝟒𝟑𝟐𝟏𝟎");
	check("0612-2233445 (06154) 242424", "phone:0612-2233445|phone:06154) 242424");
	check("+977 98 41234567", "phone:+977 98 41234567");
	check("9876543210पर", "phone:9876543210");
	check("5.5.2024 9876543210", "phone:9876543210");
	check("wa.me/919876543210", "phone:919876543210");
}

static void test_cards(void **state)
{
	(void)state;
	check("आधार 2341 2341 2346", "aadhaar:2341 2341 2346");
	check("234123412346", "aadhaar:234123412346");
	check("2341 2341 2347", "account:2341 2341 2347");
	check("PAN ABCPE1234F, abcpe1234f", "pan:ABCPE1234F|pan:abcpe1234f");
	check("voter ABC1234567 passport K1234567", "id:ABC1234567|id:K1234567");
	check("DL BR01 20110012345", "id:BR01 20110012345");
	check("a/c 123456789012345, card 4111 1111 1111 1111", "account:123456789012345|account:4111 1111 1111 1111");
	check("12345678901234567890123", "account:12345678901234567890123");
}

static void test_addresses(void **state)
{
	(void)state;
	check("a.b@example.org, x@ybl", "mail:a.b@example.org|upi:x@ybl");
	check("9876543210@paytm", "upi:9876543210@paytm");
	check("write to name.one at gmail dot com!", "mail:name.one at gmail dot com");
	check("name (at) gmail.com", "mail:name (at) gmail.com");
	check("@bihar_police please", "");
	check("thanks to @bihar_police at Siwan", "");
}

static void test_vehicles(void **state)
{
	(void)state;
	check("BR29A1234", "vehicle:BR29A1234");
	check("br 01 ab 1234 wali gaadi", "vehicle:br 01 ab 1234");
	check("22 BH 1234 AA", "vehicle:22 BH 1234 AA");
	check("UP-32-KL-0001", "vehicle:UP-32-KL-0001");
}

static void test_what_is_none(void **state)
{
	(void)state;
	check("pin 841239, 5/5/2024 10:30, 1,00,000 rs, section 307 341 323", "");
	check("सिवान 841239 2024", "");
	check("dial 112 or 1930 or 1800 345 6789", "");
	check("https://x.com/i/status/1787045632198765432", "");
	check("https://t.me/c/1234567890/12 https://www.facebook.com/1234567890/posts/9876543210", "");
	check("https://example.org/?tel=9876543210", "phone:9876543210");
	check("is it 7.65 mm in 2024", "");
	check("", "");
}

static void test_verhoeff(void **state)
{
	(void)state;
	/* 236 with its check digit 3 is the textbook's example */
	assert_true(fr_verhoeff_right("2363", 4));
	assert_false(fr_verhoeff_right("2364", 4));
	assert_false(fr_verhoeff_right("3263", 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_phones),   cmocka_unit_test(test_cards),        cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_vehicles), cmocka_unit_test(test_what_is_none), cmocka_unit_test(test_verhoeff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
