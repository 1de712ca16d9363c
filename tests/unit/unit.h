/*
 * unit.h: what the unit tests share: cmocka with its prerequisites, and an assertion on a run of bytes.
 */
#ifndef FR_TESTS_UNIT_H
#define FR_TESTS_UNIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define assert_bytes(bytes, len, expected)                                                                             \
	do {                                                                                                           \
		assert_int_equal((len), strlen(expected));                                                             \
		assert_memory_equal((bytes), (expected), strlen(expected));                                            \
	} while (0)
#endif
