#!/bin/sh
# fr-ingest on what comes from YouTube. The samples in data/ingest are synthetic; the real ones are read where they are.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cli=$top/tests/cli
cp "$cli"/data/ingest/y* .
python3 -c 'import csv, json' 2>/dev/null && python=1 || python=

# oracle FILE: the records of the file in ./records against a reader of its own
oracle() {
	[ "$python" ] || { skip 'no python3 to compare with'; return; }
	python3 -B "$cli/ingest-youtube.py" "$1" <records >out 2>err
	result $? "${1##*/}: $(tail -n 1 out)"
}

for file in youtube-threads.json youtube-pages.jsonl yt-comments.jsonl yt-dlp.info.json yt-dlp-playlist.json yt-takeout.csv \
	yt-takeout-de.csv yt-tools.csv; do
	fr-ingest "$file" >out 2>notes
	same "$file gives the same records as ever" <"$file.records"
	cp "$file.records" records
	oracle "$file"
	cp notes "$file.notes"
done

# ---- what has been left out is said
printf 'fr-ingest: youtube-threads.json: 5 replies that its threads speak of are not in it\n' >wanted
cmp -s wanted youtube-threads.json.notes
result $? 'replies that a thread counts and does not hold are told of'
grep -q 'channels, playlists and lists 2$' youtube-pages.jsonl.notes
result $? 'channels and playlists of a search are counted, and no posts'
grep -q "members that youtube is not known to have: 'newThing' 1" youtube-pages.jsonl.notes
result $? 'a member that is new is named'
grep -q 'record 5, byte .*: a video or comment without an id (1 rejected)' yt-dlp.info.json.notes
result $? 'a comment without an id is rejected'
printf 'Comment ID,Channel ID,Comment Create Timestamp,Comment Text,Newness\nUgA,UC1,2024-05-05T10:00:00Z,x,1\n' >new.csv
exits 0 'a column that is new' fr-ingest new.csv
grep -q "'newness' 1" err
result $? 'is named too'

# ---- one comment out of four programs
for file in youtube-threads.json yt-comments.jsonl yt-dlp.info.json yt-takeout.csv yt-takeout-de.csv yt-tools.csv; do
	fr-ingest -q "$file" 2>/dev/null | jq -c 'select(.id | test("9aaaaaaaaaa$")) | [.id, .reply_to]'
done | sort -u >out
same 'is the same comment, with the same parent' <<'X'
["youtube:UgxAAAAAAAAAAAAAAAAA4AaABAg.9aaaaaaaaaa","youtube:UgxAAAAAAAAAAAAAAAAA4AaABAg"]
X
fr-ingest -q yt*.json* yt*.csv youtube* 2>/dev/null | jq -r 'select(.source.time_approximate) | .source.format' | sort | uniq -c |
	sed 's/^ *//' >out
same 'times that were told as "2 years ago", and days, are marked' <<'X'
2 yt-comments
3 yt-dlp
X
fr-ingest -q yt-takeout.csv | jq -c 'del(.source)' >wanted
fr-ingest -q yt-takeout-de.csv | jq -c 'del(.source)' | cmp -s - wanted
result $? 'a header in another language changes nothing'
fr-ingest -q youtube-pages.jsonl | jq -r .id | sort -u >out
same 'ids that differ in case alone are two' <<'X'
youtube:-AA0bB1cC2d
youtube:-aA0bB1cC2d
X

# ---- the same in other clothes
jq -c '.items' youtube-threads.json >array.json
jq -c '.items[]' youtube-threads.json >items.jsonl
jq -c '.items[0].replies.comments[]' youtube-threads.json >comments.jsonl
{ printf '\357\273\277' && cat youtube-threads.json && cat youtube-threads.json; } >twice.json
fr-ingest -q youtube-threads.json | jq -c 'del(.source)' >wanted
for file in array.json items.jsonl; do
	exits 0 "$file is told by its content" fr-ingest "$file"
	jq -c 'del(.source)' out | cmp -s - wanted
	result $? 'and gives the same'
done
exits 0 'two pages behind one another, with a byte order mark' fr-ingest -q twice.json
cat wanted wanted >both
jq -c 'del(.source)' out | cmp -s - both
result $? 'give both'
exits 0 'comments by themselves' fr-ingest -q comments.jsonl
sed -n 2,3p wanted | jq -c 'del(.channel)' >some
jq -c 'del(.source)' out | cmp -s - some
result $? 'know parent and video'
{ printf '\377\376' && sed '1s/^\xef\xbb\xbf//' yt-takeout.csv | iconv -f utf-8 -t utf-16le; } >wide.csv
sed 's/$/\r/' yt-takeout.csv >crlf.csv
fr-ingest -q yt-takeout.csv | jq -c 'del(.source)' >wanted
for file in wide.csv crlf.csv; do
	exits 0 "$file: saved by a spreadsheet" fr-ingest -q "$file"
	jq -c 'del(.source)' out | cmp -s - wanted
	result $? 'it is the same still'
done
exits 0 'places lead back' fr-ingest -q youtube-threads.json
jq -r '[.source.offset, .source.length, .id] | @tsv' out | while read -r off len id; do
	tail -c +$((off + 1)) youtube-threads.json | head -c "$len" | jq -r --arg id "$id" '"youtube:" + .id == $id'
done | sort -u >places
printf 'true\n' | cmp -s - places
result $? 'to the comment itself, a reply too'

# ---- hostile and broken
cat >odd.json <<'X'
{"kind":"youtube#commentThreadListResponse","items":[null,1,"x",[],{},{"kind":"youtube#commentThread","id":[],"snippet":{"topLevelComment":
{"id":7,"snippet":{"textDisplay":["a"],"textOriginal":{"b":1},"authorChannelId":[1],"likeCount":-3,"publishedAt":"yesterday","videoId":" x"}},
"totalReplyCount":99999999999999999999},"replies":{"comments":[3,{"id":"a b"},{"id":"..","snippet":"s"}]}},
{"kind":"youtube#video","id":"x","snippet":{"title":"<b>\u0000&amp;","defaultAudioLanguage":"../en"}},
{"kind":"youtube#searchResult","id":{"videoId":{"videoId":"y"}},"snippet":{}}]}
X
exits 1 'a page in which nothing is what it should be' fr-ingest odd.json
jq -r .id out | tr '\n' ' ' >ids
[ "$(cat ids)" = 'youtube:7 youtube:.. youtube:x ' ]
result $? 'gives what has an id'
schema_python=/usr/bin/python3
[ -x "$schema_python" ] || schema_python=python3
if "$schema_python" -c 'import jsonschema' 2>/dev/null; then
	cp out odd.records
	"$schema_python" "$top/tests/schema.py" "$top/share/fr/record.schema.json" ./*.records >log 2>&1
	result $? 'and all of these are records'
else
	skip 'no python3-jsonschema'
fi
head -c 2500 youtube-threads.json >cut.json
exits 1 'a page that is cut' fr-ingest -q cut.json
[ "$(wc -l <out)" -eq 1 ] || [ "$(wc -l <out)" -eq 0 ]
result $? 'says so'
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "<a href=\"http://e.example/"; }' >html
{ printf '{"kind":"youtube#commentListResponse","items":[{"kind":"youtube#comment","id":"Ug1","snippet":{"textDisplay":' &&
	jq -Rs . <html | tr -d '\n' && printf '}}]}'; } >bomb.json
exits 0 'a text of tags that never end' timeout 20 fr-ingest -q bomb.json
awk 'BEGIN { printf "{\"_type\":\"playlist\",\"title\":\"t\",\"extractor\":\"youtube\",\"webpage_url\":\"u\",\"upload_date\":\"20240101\",\"entries\":["
	for (i = 0; i < 1000; i++) printf "{\"_type\":\"playlist\",\"title\":\"t\",\"extractor\":\"youtube\",\"entries\":["
	for (i = 0; i < 1000; i++) printf "]}"
	printf "]}\n" }' >deep.json
exits 0 'playlists within playlists within playlists' fr-ingest deep.json
grep -q 'playlists without their videos 1' err
result $? 'are given up'
printf 'Comment ID,Channel ID,Comment Create Timestamp,Comment Text\nUgA,UC1,nothing,"{""text"":""open"\nUgB,UC1,2024-05-05T10:00:00Z,"{""text"":3},{""text"":""b""}"\n' >odd.csv
exits 0 'segments that are broken' fr-ingest -q odd.csv
jq -c '[.id, .time, .text]' out >shown && mv shown out
same 'stay as they are' <<'X'
["youtube:UgA",null,"{\"text\":\"open"]
["youtube:UgB","2024-05-05T10:00:00Z","3b"]
X

# ---- the real samples
formats=$shared/formats
if [ -z "$shared" ] || [ ! -d "$formats/youtube" ]; then
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
done <"$cli/ingest-youtube.counts"
finish
