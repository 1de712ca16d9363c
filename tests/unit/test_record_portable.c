/* The same tests over the scanner's portable loop, which machines without SSE2 use: it must not be the untested one. */
#define FR_NO_SIMD 1
#include "core/json.c"
#include "test_record.c"
