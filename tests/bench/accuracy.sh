#!/bin/sh
# How the chain agrees with the labels of the bundled sample (tests/samples-gold), and the chain's own speed on it, many
# times over. Called by run.sh, with the programs on PATH and a scratch folder as the current one.
set -eu
fr-ingest -q "$FR_TOP"/tests/samples/* >records || [ $? -eq 1 ]
echo "# accuracy on the bundled sample: figure, right, of how many (tests/samples-gold/score.sh says what each means)"
if command -v jq >/dev/null; then
	fr-classify records | fr-route | fr-dedupe >routed
	sh "$FR_TOP/tests/samples-gold/score.sh" routed
else
	echo "SKIPPED: jq is not installed"
fi
i=0
: >many
while [ $i -lt 200 ]; do
	cat records >>many
	i=$((i + 1))
done
n=$(wc -l <many)
echo "# the tools one by one and as a chain, on $n records; ratio: wall time over that of fr-classify"
fr-classify many >classified
fr-route classified >routed
compare -n 3 "$n" fr-classify 'fr-classify many' fr-route 'fr-route classified' fr-dedupe 'fr-dedupe routed' \
	fr-report 'fr-report -q routed' 'pipe of four' 'fr-classify many | fr-route | fr-dedupe | fr-report -q' \
	'fr run of four' "fr run -q 'classify many | route | dedupe | report'"
