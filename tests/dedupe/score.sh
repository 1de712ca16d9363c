#!/bin/sh
# How far posts of one incident meet, in whatever words and script: score.sh [-v] odd|even|all. See README.md.
# Needs fr-dedupe on PATH, and jq. A line: what, right, of how many.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
verbose=0
[ "$1" != -v ] || { verbose=1; shift; }
grep -v '^#' "$here/posts.tsv" | jq -R -c --arg part "$1" 'split("\t") | select(.[0] != "site")
	| select($part == "all" or ((.[0] | tonumber) % 2 == 1) == ($part == "odd"))
	| {id: "form:\(.[1])-\(.[6])", site: .[0], incident: .[1], form: .[6], time: .[2], text: .[7],
	   class: {category: .[3], actionable: true}, route: {district: .[4], station: .[5], reasons: [{kind: "place", text: (.[5] | split("/")[1])}]}}' |
	jq -s -c 'sort_by(.time)[]' | fr-dedupe |
jq -r '[.site, .incident, .form, .case.id, ([.case.maybe // [] | .[].id] | join(",")), .id, .case.why // "-", .text] | @tsv' |
awk -F '\t' -v verbose="$verbose" '
{ n++; site[n] = $1; incident[n] = $2; form[n] = $3; group[n] = $4; maybe[n] = $5; id[n] = $6; why[n] = $7; text[n] = $8 }
# Two tellings of one incident in one language are no matter of scripts.
END {
	for (i = 1; i <= n; i++) for (k = i + 1; k <= n; k++) {
		if (site[i] != site[k]) { if (group[i] == group[k]) across++; continue }
		same = incident[i] == incident[k]
		if (same && form[i] == form[k]) continue
		met = group[i] == group[k]
		hinted = met || index(maybe[k], group[i]) || index(maybe[i], group[k])
		pairs++
		if (same) { positive++; right += met; suggested += hinted }
		else { wrong += met; noise += hinted && !met }
		if (verbose && same != met) print "#", (same ? "missed" : "WRONG"), (hinted ? "(hinted)" : ""), id[i], id[k], why[k] "\n#    " text[i] "\n#    " text[k]
	}
	printf "pairs %d %d\n", pairs, pairs
	printf "recall %d %d\n", right, positive
	printf "precision %d %d\n", right, right + wrong
	printf "suggested %d %d\n", suggested, positive
	printf "suggested_wrongly %d %d\n", noise, pairs - positive
	printf "across_places %d 0\n", across
}'
