#!/bin/sh
# fr-ingest on a large file of X posts beside jq, which makes the same members of them: id, author, time, text (whole of
# a repost, entities decoded once) and links. fr-ingest's records have the rest besides, and the original's hash.
# Called by run.sh, with the bench programs on PATH and a scratch folder as the current one. FR_BENCH_BYTES: size of the
# file, 1 GB if not set; FR_BENCH_RUNS: rounds, 3.
set -eu
bytes=${FR_BENCH_BYTES:-1000000000}
gen_x "$bytes" >x.jsonl
n=$(wc -l <x.jsonl)
echo "# ingest: $n posts of the API v2 as twarc2 flattens them, $(wc -c <x.jsonl) bytes; ratio: wall time over fr-ingest's"

# The fastest of what was tried in jq: split and join where there is an entity, no expressions, times cut.
cat >same.jq <<'X'
def one($a; $b): if contains($a) then split($a) | join($b) else . end;
([.referenced_tweets[]? | select(.type == "retweeted")][0] // .) as $words
| {
	id: ("x:" + .id),
	author: {
		id: .author_id, handle: .author.username, name: .author.name, verified: .author.verified,
		followers: .author.public_metrics.followers_count, created: (.author.created_at[:19] + "Z")
	},
	time: (.created_at[:19] + "Z"),
	text: ($words.text | one("&lt;"; "<") | one("&gt;"; ">") | one("&amp;"; "&")),
	links: [$words.entities.urls[]?.expanded_url]
}
X
set -- 'fr-ingest' 'fr-ingest -q x.jsonl'
if command -v jq >/dev/null; then
	head -n 20000 x.jsonl >few.jsonl
	jq -c -f same.jq few.jsonl >theirs
	fr-ingest -q few.jsonl | jq -c '{id, author, time, text, links}' | cmp - theirs
	echo "# $(jq --version) makes the same of the first $(wc -l <theirs) posts"
	set -- "$@" "$(jq --version), the same members" 'jq -c -f same.jq x.jsonl' \
		"$(jq --version), the id alone" 'jq -r .id x.jsonl'
else
	echo "SKIPPED: jq is not installed (make deps-bench)"
fi
set -- "$@" 'fr-ingest through a pipe' 'cat x.jsonl | fr-ingest -q'
command -v openssl >/dev/null && set -- "$@" 'SHA-256 of the file alone' 'openssl dgst -sha256 x.jsonl'
compare -n "${FR_BENCH_RUNS:-3}" "$n" "$@"
# Where the time goes, if the kernel lets us look.
if command -v perf >/dev/null && perf record -q -o profile fr-ingest -q x.jsonl >/dev/null 2>&1; then
	echo "# processor time of fr-ingest by library (hashing is libcrypto's), then its ten largest functions"
	perf report -i profile --stdio --sort dso 2>/dev/null | grep '%' | head -n 5
	perf report -i profile --stdio --sort symbol --dsos fr-ingest 2>/dev/null | grep '%' | head -n 10
fi
