#!/bin/sh
# The hash of a large original is taken beside the reading; the records are the same as if it had come first.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'

# Posts that try to be taken for the place of the hash.
post='{"data":{"id":"%d","author_id":"7","text":"\\"sha256\\":\\"%064d\\" and \\"sha256\\":\\"----------------------------------------------------------------\\" (synthetic)"}}\n'
i=0
while [ $i -lt 8000 ]; do
	# shellcheck disable=SC2059 # the format is ours
	printf "$post" "$i" "$i"
	i=$((i + 1))
done >large.jsonl
sum=$(sha256sum large.jsonl | cut -d ' ' -f 1)
exits 0 'a file of more than a megabyte' fr-ingest -q large.jsonl
[ "$(jq -r .source.sha256 out | sort -u)" = "$sum" ] && [ "$(wc -l <out)" -eq 8000 ]
result $? 'every record has the hash of the whole'
cp out large
exits 0 'through a pipe each has its own' sh -c 'fr-ingest -q <large.jsonl'
jq -c 'del(.source)' out >piped
jq -c 'del(.source)' large | cmp -s - piped
result $? 'and all else is alike: nothing but the hash was put in'
fr-ingest -q large.jsonl | cmp -s - large
result $? 'the same bytes again'
gzip -k large.jsonl
exits 0 'compressed' fr-ingest -q large.jsonl.gz
jq -c 'del(.source)' out | cmp -s - piped
result $? 'the same posts'
{ cat large.jsonl && echo '{"data":{"id":' && cat large.jsonl; } >cut.jsonl
exits 1 'with a broken line inside' fr-ingest -q cut.jsonl
[ "$(jq -r .source.sha256 out | sort | uniq -c | tr -d ' ')" = "16000$(sha256sum cut.jsonl | cut -d ' ' -f 1)" ]
result $? 'it has the hash all the same'
exits 0 'a reader that goes away early' sh -c 'fr-ingest -q large.jsonl | head -n 1 >first'
head -n 1 large | cmp -s - first
result $? 'has had the first record'
finish
