/* The routed case list. */
#include "report/format.h"
#include "report/names.h"
#include "report/order.h"

static const struct fr_report_format *const formats[] = {&fr_format_text, &fr_format_csv, &fr_format_ndjson, NULL};

const struct fr_report_view fr_view_cases = {"cases", formats};

const char *fr_case_office_name(struct fr_case_list *list, const struct fr_case *c)
{
	const char *office = fr_case_route(c)->office;

	if (!office)
		return NULL;
	fr_buf_clear(&list->name);
	fr_names_put_office(list->names, &list->name, office);
	return fr_buf_str(&list->name);
}
