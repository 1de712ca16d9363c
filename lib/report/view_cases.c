/* The routed case list. */
#include "report/format.h"

static const struct fr_report_format *const formats[] = {&fr_format_text, &fr_format_csv, &fr_format_ndjson, NULL};

const struct fr_report_view fr_view_cases = {"cases", formats};
