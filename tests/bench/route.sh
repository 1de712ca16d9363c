#!/bin/sh
# fr-route with the whole gazetteer: loading, memory, posts a second in the room itself and in the tool, on the labelled
# posts many times over. No peer does this; the ratio is to jq that copies the same records.
# Called by run.sh, with the programs on PATH and a scratch folder as the current one.
set -eu
cases=$FR_TOP/tests/route/cases.ndjson
echo "# route: $(wc -l <"$cases") labelled posts (tests/route), many times over"
bench_route "$cases" "${FR_BENCH_TIMES:-200}"
i=0
: >many
while [ $i -lt "${FR_BENCH_TIMES:-200}" ]; do
	cat "$cases" >>many
	i=$((i + 1))
done
n=$(wc -l <many)
if command -v jq >/dev/null; then
	compare -n 3 "$n" fr-route 'fr-route many' 'jq -c .' 'jq -c . many'
else
	compare -n 3 "$n" fr-route 'fr-route many'
	echo "SKIPPED: jq is not installed"
fi
