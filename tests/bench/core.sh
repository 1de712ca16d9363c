#!/bin/sh
# The core's pass-through filter (reads three members, adds two) beside cat, jq -c and Miller, on the same file.
# Called by run.sh, with the bench programs on PATH and a scratch folder as the current one.
set -eu
gen_records "${FR_BENCH_RECORDS:-200000}" >records.ndjson
gen_records 20000 >few.ndjson
n=$(wc -l <records.ndjson)
echo "# core: $n records, $(wc -c <records.ndjson) bytes; ratio: wall time over that of the core filter"
compare "$n" 'core filter' 'bench_pass <records.ndjson' \
	'cat (through a pipe)' 'cat records.ndjson | cat' \
	'core filter through pipes' 'cat records.ndjson | bench_pass | cat'
echo "# the peers, on the first 20000 records"
set -- 'core filter' 'bench_pass <few.ndjson'
jqp='.bench_lengths = {text: (.text|length), id: (.id|length)} | .bench_time = (.time != null)'
if command -v jq >/dev/null; then
	set -- "$@" "$(jq --version) -c" "jq -c '$jqp' few.ndjson"
else
	echo "SKIPPED: jq is not installed (make deps-bench)"
fi
if command -v mlr >/dev/null; then
	set -- "$@" "$(mlr --version | cut -d' ' -f1,2) --json" \
		"mlr --ojsonl --ijsonl put '\$bench_lengths = {\"text\": strlen(\$text), \"id\": strlen(\$id)}; \$bench_time = is_present(\$time)' few.ndjson"
else
	echo "SKIPPED: mlr (Miller) is not installed (make deps-bench)"
fi
compare -n 3 20000 "$@"
