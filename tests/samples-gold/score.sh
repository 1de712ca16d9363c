#!/bin/sh
# How the chain's records agree with labels.tsv: score.sh RECORDS. A line a figure, "name right of-how-many", and with
# -v a line a disagreement. Needs jq. What the figures mean: README.md beside this file, and at the end of this one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
verbose=0
[ "$1" != -v ] || { verbose=1; shift; }
jq -r '[.id, .platform, (.time // ""), (.class.category // ""), (.class.actionable // false | tostring), (.class.reason // ""),
	(.route.district // .route.desk // ""), (.route.station // ""), (.case.id // ""),
	(.text // "" | gsub("[\\t\\n\\r]"; " "))] | @tsv' "$1" |
awk -F '\t' -v verbose=$verbose '
function tell(what, want, got) { if (verbose) print "#", what ":", want, "but", (got == "" ? "-" : got) ":", substr(text[r], 1, 160) }
function found(    i, id) {
	for (i = 1; i <= n; i++) {
		if (platform[i] != $1 || used[i]) continue
		if ($3 == "id") { id = rec_id[i]; if (id ~ ("[^0-9]" $4 "$")) return i }
		else if ($3 == "time") { if (time[i] == $4) return i }
		else { key = $4; gsub(/[ \t]+/, " ", key); if (index(text[i], key)) return i }
	}
	return 0
}
FNR == NR { n++; rec_id[n] = $1; platform[n] = $2; time[n] = $3; category[n] = $4; actionable[n] = $5; reason[n] = $6
	district[n] = $7; station[n] = $8; group[n] = $9; text[n] = $10; next }
/^#/ || $1 == "platform" { next }
{
	labels++
	r = found()
	if (!r) { missing++; print "# no record for", $1, $3, $4; next }
	if ($6 == "not_actionable") {
		no++
		if (actionable[r] == "true" && reason[r] != "unsure") { alarm++; tell("false alarm", "not_actionable", category[r]) }
	} else {
		yes++
		if (category[r] == $6 || ($8 != "" && category[r] == $8)) right++
		else tell("category", $6, category[r] " " reason[r])
		if (actionable[r] != "true" && $6 != "appreciation" && $6 != "info_query") { missed++; tell("missed", $6, reason[r]) }
	}
	if ($9 == "review" || $9 == "out_of_state") { open++; if (district[r] == $9) open_right++; else tell("place", $9, district[r]) }
	else {
		placed++
		if (district[r] == $9) placed_right++
		else { tell("district", $9, district[r]); if (district[r] != "review") placed_wrong++ }
	}
	if ($10 != "") { stations++; if (station[r] == $10) station_right++; else tell("station", $10, station[r]) }
	if ($11 != "") { copies++; if (!($11 in first)) { first[$11] = group[r]; groups++ } else if (first[$11] == group[r]) joined++ }
}
END {
	printf "labels %d %d\n", labels - missing, labels
	printf "category %d %d\n", right, yes
	printf "missed %d %d\n", missed, yes
	printf "false_alarm %d %d\n", alarm, no
	printf "district %d %d\n", placed_right, placed
	printf "district_wrong %d %d\n", placed_wrong, placed
	printf "no_district %d %d\n", open_right, open
	printf "station %d %d\n", station_right, stations
	printf "copies %d %d\n", joined, copies - groups
}' - "$here/labels.tsv"
# category: of the posts that are something, those given the labelled category (or the second one that an officer would
# accept). missed: of them, those told to be no case. false_alarm: of the posts that are nothing, those told to be a case
# without doubt. district: of the posts that lie somewhere, those given that district; district_wrong: given another one
# (the rest went to review). no_district: of the posts without a place here, those left without. copies: of the second
# and later members of each group, those in the case of the first.
