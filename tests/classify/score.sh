#!/bin/sh
# usage: score.sh [-v] [-b DIR] [FILE...]
# Runs fr-classify over labelled posts (README.md in this folder says what gold means) and prints how well it agrees.
#   -v      also: a line a category, and every wrong answer with the words that decided
#   -b DIR  the programs are in DIR (default: build/release/bin)
# FILE: records with gold; default: gold-open.ndjson beside this script.
# Exit status: 0 measured, however bad the figures; 2 could not.
here=$(cd "$(dirname "$0")" && pwd) || exit 2
bin=$here/../../build/${MODE:-release}/bin
verbose=false
while getopts vb: option; do
	case $option in
	v) verbose=true ;;
	b) bin=$OPTARG ;;
	*)
		echo "usage: score.sh [-v] [-b DIR] [FILE...]" >&2
		exit 2
		;;
	esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- "$here/gold-open.ndjson"
for file; do
	[ -r "$file" ] || { echo "score.sh: $file: cannot be read" >&2; exit 2; }
done
[ -x "$bin/fr-classify" ] || { echo "score.sh: $bin/fr-classify: not built" >&2; exit 2; }
classified=$(mktemp "${TMPDIR:-/tmp}/fr-score.XXXXXX") || exit 2
trap 'rm -f "$classified"' EXIT
trap 'exit 2' HUP INT TERM
"$bin/fr-classify" "$@" >"$classified" || exit 2

# found: a case was opened, or a person is asked to look (unsure). An alarm is firm if it is not unsure.
jq -rs --argjson verbose "$verbose" '
	def pad(n): tostring | . + " " * ([n - length, 0] | max);
	def lpad(n): tostring | " " * ([n - length, 0] | max) + .;
	def unsure: .class.reason == "unsure";
	def right: .class.category == .gold.category;
	def near: right or (.class.category as $c | .gold.also // [] | index($c) != null);
	def count(f): map(select(f)) | length;
	def share(n; of): if of == 0 then "-" else "\(n)/\(of) \((n / of * 1000 | round) / 1000)" end;
	def cases: map(select(.gold.actionable));
	def noes: map(select(.gold.actionable | not));
	def ones: map(select(.gold.priority == "P1"));
	def line(name): (name | pad(20))
		+ (cases | share(count(right); length) | pad(15)) + (cases | share(count(near); length) | pad(15))
		+ (ones | share(count(.class.priority == "P1" or unsure); length) | pad(15))
		+ (cases | share(count(.class.actionable); length) | pad(15))
		+ (noes | share(count(.class.actionable and (unsure | not)); length) | pad(14))
		+ (noes | share(count(.class.actionable); length));
	def wrong: if .gold.actionable then (near | not) or (.gold.priority == "P1" and .class.priority != "P1" and (unsure | not))
		else .class.actionable end;
	map(select(.gold)) |
	"\(length) posts: \(cases | length) complaints (\(ones | length) of them P1), \(noes | length) that open no case",
	"category of all posts right: \(share(count(right); length))",
	"",
	("" | pad(20)) + ("category" | pad(15)) + ("or second" | pad(15)) + ("P1 or unsure" | pad(15)) + ("case opened" | pad(15))
		+ ("false alarm" | pad(14)) + "with unsure",
	line("all"),
	(group_by(.gold.lang)[] | line(.[0].gold.lang)),
	if $verbose then
		"",
		(group_by(.gold.category)[] | select(.[0].gold.actionable) | line(.[0].gold.category)),
		"",
		"of the posts that open no case, by their kind: false alarms with unsure",
		(noes | group_by(.gold.why)[] | "  " + (.[0].gold.why | pad(20)) + share(count(.class.actionable); length)),
		"",
		"wrong (id, gold, answer, words that decided, text):",
		(.[] | select(wrong) | (.id | pad(26)) + " \(.gold.category) \(.gold.priority)"
			+ (if .gold.why then " (\(.gold.why))" else "" end)
			+ " <- \(.class.category) \(.class.priority)" + (if .class.reason then " (\(.class.reason))" else "" end)
			+ " [" + ([.class.evidence[]? | "\(.rule) \(.weight)"][:3] | join(", ")) + "]\n    " + .text)
	else empty end
' "$classified" || exit 2
