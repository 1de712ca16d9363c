#!/bin/sh
# fr-ingest on what comes from X besides its API v2. The samples in data/ingest are synthetic; the real ones are read by
# ingest-shared.t.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cli=$top/tests/cli
cp "$cli"/data/ingest/x-* .
python3 -c 'import csv, json, zipfile' 2>/dev/null && python=1 || python=

for file in x-v1.jsonl x-v1-messages.json x-archive.zip x-scrape.jsonl x-twint.csv x-minet.csv x-tweepy.csv x-twarc.csv; do
	fr-ingest "$file" >out 2>"$file.notes"
	same "$file gives the same records as ever" <"$file.records"
done
for file in x-v1.jsonl x-v1-messages.json x-archive.zip x-scrape.jsonl x-minet.csv; do
	[ "$python" ] || { skip 'no python3 to compare with'; continue; }
	python3 -B "$cli/ingest-x.py" "$file" <"$file.records" >out 2>err
	result $? "$file: $(tail -n 1 out)"
done

# ---- one post out of all of them
for file in x-v1.jsonl x-scrape.jsonl x-twint.csv x-minet.csv; do
	fr-ingest -q "$file" | jq -c 'select(.id == "x:1787000000000000001") | [.id, .time, .author.id, .author.handle, .url]'
done 2>/dev/null | sort -u >out
same 'is the same post: id, time, author, address' <<'X'
["x:1787000000000000001","2024-05-05T16:11:00Z","1700000000000000002","synthetic_two","https://x.com/synthetic_two/status/1787000000000000001"]
X
for file in x-v1.jsonl x-scrape.jsonl x-twint.csv x-minet.csv; do
	fr-ingest -q "$file" | jq -c 'select(.id == "x:1787000000000000002") | [.kind, .repost_of, .author.handle, (.text | startswith("RT"))]'
done 2>/dev/null | sort -u >out
same 'and its repost has the words of the original' <<'X'
["repost","x:1787000000000000001","synthetic_one",false]
X
fr-ingest -q x-v1.jsonl 2>/dev/null | jq -r 'select(.kind == "repost") | .text | length' >out
same 'whole, not cut to 140 characters' <<'X'
288
X

# ---- the archive
fr-ingest -q x-archive.zip | jq -r 'select(.id == "x:1787000000000000006") | .text[-22:]' >out
same 'a long post is put together from its note' <<'X'
र यह उसका अंत है। #अंत
X
if [ "$python" ]; then
	python3 -c 'import zipfile; zipfile.ZipFile("x-archive.zip").extractall("unpacked")'
	exits 0 'the archive unpacked' fr-ingest -q unpacked
	jq -c 'del(.source)' out | sort >folder
	fr-ingest -q x-archive.zip | jq -c 'del(.source)' | sort | cmp -s - folder
	result $? 'gives the same'
	exits 0 'one file of it' fr-ingest -q unpacked/data/tweets-part1.js
	jq -c '[.id, .author, .media[0].file]' out >shown && mv shown out
	same 'knows no author' <<'X'
["x:1787000000000000006",null,null]
["x:1787000000000000007",null,"1787000000000000007-One.jpg"]
X
	fr-ingest -q unpacked >records
	exits 0 'the records of it can be verified' fr-ingest --verify records
else
	skip 'no python3 to unpack with'
fi
printf 'window.YTD.tweet.part0 = [ {"id_str":"17","full_text":"no wrapper &amp;amp;","created_at":"Wed Dec 22 09:45:12 +0000 2021"} ];\n' >tweet.js
exits 0 'an archive of before 2022' fr-ingest tweet.js
jq -c '[.id, .text, .time]' out >shown && mv shown out
same 'has no wrapper' <<'X'
["x:17","no wrapper &amp;","2021-12-22T09:45:12Z"]
X
printf 'window.YTD.something_new.part3 = [ {"a":1}, {"b":2} ]' >new.js
exits 0 'data of a kind that nobody knows' fr-ingest new.js
grep -q '2 things that are no posts: other data 2' err
result $? 'is counted'

# ---- what is told
grep -q 'deletion notices 1, limit notices 1, users 1' x-v1.jsonl.notes
result $? 'what a stream says besides posts is counted'
grep -q "'brand_new_member' 1" x-v1.jsonl.notes
result $? 'a member that is new is named'
grep -q 'record 5, byte 8001: a post without an id that has all its digits' x-v1.jsonl.notes
result $? 'an id that went through a double is none'
grep -q '3 ids have lost digits' x-twint.csv.notes
result $? 'ids that a spreadsheet has rounded are told of'

# ---- hostile and broken
cat >odd.jsonl <<'X'
{"id_str":"1","user":{"screen_name":"a"},"created_at":"Sun May 05 16:11:00 +0000 2024","text":"ok"}
{"id_str":[],"user":[],"text":{"a":1},"entities":[1],"coordinates":{"coordinates":["a","b"]},"place":3}
{"id_str":"2","user":"x","text":"b\u0000","entities":{"urls":[3,{"expanded_url":["x"]}],"hashtags":{"a":1}},"extended_entities":{"media":[1,{},{"type":7,"video_info":{"variants":[{"url":1},{"bitrate":-3}]}}]}}
{"id_str":"3","text":"c","retweeted_status":7,"quoted_status":[],"extended_tweet":"x","in_reply_to_status_id_str":"4 5"}
{"id_str":"4","text":"d","retweeted_status":{"retweeted_status":{"id_str":"9"}}}
{"message_create":[],"id":"5"}
X
exits 1 'posts in which nothing is what it should be' fr-ingest odd.jsonl
jq -c '[.id, .kind, .text]' out >shown && mv shown out
same 'give what has an id' <<'X'
["x:1","post","ok"]
["x:2","post","b\u0000"]
["x:3","post","c"]
["x:4","post",null]
["x:5","message",null]
X
printf 'window.YTD.direct_messages.part0 = [ {"dmConversation":{"conversationId":[],"messages":[1,{},{"messageCreate":3},{"x":{}}]}}, 3, {"dmConversation":5} ]' >odd.js
exits 1 'a chat in which nothing is what it should be' fr-ingest odd.js
[ "$(jq -r .kind out)" = system ]
result $? 'gives what can be told'
printf 'id,created_at,text,retweet_count\n"1","2024-05-05T10:00:00Z","[\x27unclosed",\n,,,\n2,,"x",9999999999999999999999\n' >odd.csv
exits 1 'a table in which nothing is what it should be' fr-ingest odd.csv
[ "$(jq -r .id out | tr '\n' ' ')" = 'x:1 x:2 ' ]
result $? 'gives what has an id'
finish
