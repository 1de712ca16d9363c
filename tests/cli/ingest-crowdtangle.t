#!/bin/sh
# fr-ingest on CrowdTangle's lists and the Meta Content Library's. The samples in data/ingest are synthetic; the real ones
# are read where they are.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cli=$top/tests/cli
cp "$cli"/data/ingest/crowdtangle* "$cli"/data/ingest/mcl* .
python3 -c 'import csv, json, zoneinfo' 2>/dev/null && python=1 || python=

# oracle FILE: the records of the file in ./records against a reader of its own
oracle() {
	[ "$python" ] || { skip 'no python3 to compare with'; return; }
	python3 -B "$cli/ingest-crowdtangle.py" "$1" <records >out 2>err
	result $? "${1##*/}: $(tail -n 1 out)"
}

for file in crowdtangle.json crowdtangle-facebook.csv crowdtangle-groups.csv crowdtangle-instagram.csv mcl.csv; do
	fr-ingest "$file" >out 2>notes
	same "$file gives the same records as ever" <"$file.records"
	cp "$file.records" records
	[ "$file" = mcl.csv ] || oracle "$file"
	cp notes "$file.notes"
done

fr-ingest -q crowdtangle-facebook.csv 2>/dev/null | jq -r .time | head -n 3 >out
same 'EST and EDT are kept apart in the hour that comes twice, and what says neither is of New York' <<'X'
2023-11-05T05:30:00Z
2023-11-05T06:30:00Z
2024-03-10T07:00:00Z
X
fr-ingest -q --tz Asia/Kolkata crowdtangle-facebook.csv 2>/dev/null | cmp -s - crowdtangle-facebook.csv.records
result $? 'whatever --tz says'
fr-ingest -q crowdtangle.json crowdtangle-*.csv 2>/dev/null | jq -r .id | sort | uniq -d >out
same 'a post has the same id in the table and out of the programming interface' <<'X'
facebook:100000000000001_200000000000001
facebook:300000000000001_400000000000001
instagram:CxAbC-12_z
X
grep -q "not known to have: 'brandNew' 1" crowdtangle.json.notes
result $? 'a member that is new is named'
grep -q 'a post without id and address (1 rejected)' crowdtangle-facebook.csv.notes
result $? 'a row without an address is rejected'
grep -q 'a row without an id (1 rejected)' mcl.csv.notes
result $? 'one of the Content Library without an id too'
! grep -h 'not known' crowdtangle-*.notes mcl.csv.notes
result $? 'no column of theirs is new'
sed '1s/,Message,/,Message,Mood,/' crowdtangle-groups.csv | sed '1s/Message$/Message,Mood/' >mood.csv
sed -i '1s/Message\r$/Message,Mood\r/' mood.csv
exits 0 'a column that is new' fr-ingest mood.csv
grep -q "not known to have: 'mood' 1" err
result $? 'is named'

# ---- the same in other clothes
jq -c '.result.posts[]' crowdtangle.json >lines.jsonl
jq -c '.result.posts' crowdtangle.json >array.json
jq -c 'del(.source)' crowdtangle.json.records >wanted
for file in lines.jsonl array.json; do
	fr-ingest -q "$file" 2>/dev/null | jq -c 'del(.source)' | cmp -s - wanted
	result $? "$file: posts without what is around them"
done
{ printf '\377\376' && sed '1s/^\xef\xbb\xbf//' crowdtangle-facebook.csv | tr ',' '\t' | iconv -f utf-8 -t utf-16le; } >wide.tsv
fr-ingest -q wide.tsv 2>/dev/null | jq -r .id | head -n 2 >out
same 'saved by a spreadsheet as Unicode text' <<'X'
facebook:100000000000001_200000000000001
facebook:100000000000001_200000000000002
X

# ---- hostile and broken
cat >odd.json <<'X'
{"status":200,"result":{"posts":[null,3,{"platformId":[],"postUrl":{}},{"platformId":"1_2","postUrl":"javascript:x","account":"a","statistics":[],"date":7,"expandedLinks":[1,{"expanded":"x y"}],"media":[[],{"full":"no link"}]}]}}
X
exits 1 'an answer in which nothing is what it should be' fr-ingest odd.json
jq -c '[.id, .url, .links, .media]' out >shown && mv shown out
same 'gives what has an id' <<'X'
["facebook:1_2",null,null,null]
X
printf 'Page Name,Post Created,URL,Message\na,2023-13-45 10:00:00 EST,https://www.facebook.com/1/posts/2,m\na,x,https://www.facebook.com/1/posts/3,"open\n' >odd.csv
exits 1 'a table with a date that is none and a quote that never closes' fr-ingest odd.csv
jq -c '[.id, .time]' out >shown && mv shown out
same 'gives the rest' <<'X'
["facebook:1_2",null]
X

# ---- the real samples
formats=$shared/formats
if [ -z "$shared" ] || [ ! -d "$formats/crowdtangle" ]; then
	skip 'no real samples here: set FR_SHARED to their folder'
	finish
fi
while IFS='	' read -r file command; do
	case $file in '' | '#'*) continue ;; esac
	wanted=$(cd "$formats" && sh -c "$command")
	fr-ingest "$formats/$file" >records 2>err
	status=$?
	[ "$(wc -l <records)" -eq "$((wanted))" ] && [ $status -eq 0 ]
	result $? "$file: $((wanted)) records"
	! grep -q 'not known to have' err
	result $? "$file: all members are known"
	oracle "$formats/$file"
done <"$cli/ingest-crowdtangle.counts"
finish
