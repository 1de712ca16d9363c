#!/bin/sh
# What each tool writes is what fr-record(5) and share/fr/record.schema.json promise. The samples are synthetic.
. "${0%/*}/../lib.sh"
python=/usr/bin/python3
[ -x "$python" ] || python=python3
"$python" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is not installed: no output was held against the schema'
schema=$top/share/fr/record.schema.json

valid() {
	exits 0 "$1" "$python" "$top/tests/schema.py" "$schema" "$2"
}
invalid() {
	printf '%s\n' "$2" >in
	exits 1 "the schema refuses $1" "$python" "$top/tests/schema.py" "$schema" in
}

fr-ingest -q "$top"/tests/samples/* >ingested
valid 'fr-ingest writes valid records' ingested
jq -e -s 'all(has("id") and has("platform") and has("kind") and has("source"))' ingested >out 2>err
result $? 'each with id, platform, kind and source'
jq -r .id ingested | sort | uniq -d >out
same 'no two of them with the same id' </dev/null
fr-ingest -q - <"$top/tests/samples/x-api.jsonl" >piped
valid 'so does it from standard input' piped
jq -e -s 'length > 0 and all(.source.file == "-" and .source.scope == "record")' piped >out 2>err
result $? 'where the bytes of a record are all that it can vouch for'
fr-classify ingested >classified
valid 'fr-classify writes valid records' classified
fr-route classified >routed
valid 'fr-route writes valid records' routed
fr-dedupe routed >deduped
valid 'fr-dedupe writes valid records' deduped
fr-report --format ndjson deduped >reported
jq -e -s 'length > 0' reported >out 2>err
result $? 'fr-report --format ndjson writes JSON'
jq -e -s 'all(.class and .route and .case)' deduped >out 2>err
result $? 'every record has been classified, routed and deduped'
printf '%s\n' '{}' '{"text":"मैरवा","unknown":[null,1.10]}' '{"id":"other:1","time":"2024-05-05T14:03:22.5Z","class":null}' >in
fr-classify in | fr-route | fr-dedupe >out2
valid 'so are records that say little' out2

invalid 'an id without a platform' '{"id":"17"}'
invalid 'a time without a zone' '{"time":"2024-05-05T14:03:22"}'
invalid 'a month that is none' '{"time":"2024-13-05T14:03:22Z"}'
invalid 'null for what is not known' '{"text":null}'
invalid 'a desk that is none' '{"route":{"desk":"siwan"}}'
invalid 'a district for what goes to review' '{"route":{"desk":"review","district":"siwan"}}'
invalid 'a district desk without a district' '{"route":{"desk":"district","reasons":[]}}'
invalid 'a no without a reason' '{"class":{"category":"not_actionable","score":1,"priority":"P4","actionable":false}}'
invalid 'a priority that is none' '{"class":{"category":"rumour","score":1,"priority":"P5","actionable":true}}'
invalid 'a copy of nothing' '{"case":{"id":"c-1","role":"copy"}}'
invalid 'a source that leads nowhere' '{"source":{"format":"x-v2","file":"a.json"}}'
invalid 'standard input as an original' \
	'{"source":{"format":"csv","file":"-","sha256":"0000000000000000000000000000000000000000000000000000000000000000","record":1,"offset":0,"length":1}}'
invalid 'evidence that is not in the text' \
	'{"text":"pistol","class":{"category":"illegal_arms","score":1,"priority":"P2","actionable":true,"evidence":[{"category":"illegal_arms","rule":"term:katta","weight":3,"text":"katta","start":0,"end":5}]}}'
finish
