#!/bin/sh
# fr-ingest on Mastodon, Reddit, Bluesky, Telethon, Zeeschuimer, 4CAT, and JSON with a map. The samples in data/ingest are
# synthetic; the real ones are read by ingest-shared.t.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
cli=$top/tests/cli
for file in mastodon reddit bluesky telethon zeeschuimer 4cat any; do cp "$cli"/data/ingest/$file* .; done
python3 -c 'import html.parser, json' 2>/dev/null && python=1 || python=

for file in mastodon-outbox.json mastodon-statuses.jsonl reddit-comments.json reddit-dump.ndjson bluesky-thread.json \
	bluesky-feed.json bluesky-jetstream.jsonl telethon.jsonl zeeschuimer.ndjson 4cat.csv; do
	fr-ingest "$file" >out 2>"$file.notes"
	same "$file gives the same records as ever" <"$file.records"
	case $file in telethon* | 4cat*) continue ;; esac
	[ "$python" ] || { skip 'no python3 to compare with'; continue; }
	python3 -B "$cli/ingest-social.py" "$file" <"$file.records" >out 2>err
	result $? "$file: $(tail -n 1 out)"
done

# ---- one post out of two exports
for file in mastodon-outbox.json mastodon-statuses.jsonl; do
	fr-ingest -q "$file" | jq -c 'select(.id | endswith("/1")) | [.id, .time, .author.id, .author.handle, .text, .url]'
done | sort -u >out
[ "$(wc -l <out)" -eq 1 ]
result $? 'a toot of the outbox and of the API is the same'
for file in bluesky-thread.json bluesky-jetstream.jsonl; do
	fr-ingest -q "$file" | jq -c 'select(.id | endswith("/k1")) | [.id, .time, .author.id, .text, .url, .hashtags, .links, .mentions]'
done | sort -u >out
[ "$(wc -l <out)" -eq 1 ]
result $? 'a post of the API and of the stream is the same'
for file in reddit-comments.json reddit-dump.ndjson; do
	fr-ingest -q "$file" | jq -c 'select(.id == "reddit:t3_aaa111") | del(.source)'
done | sort -u >out
[ "$(wc -l <out)" -eq 1 ]
result $? 'a post of the API and of a dump is the same'
jq '{name: "c", type: "public_channel", id: 1234567890, messages: [{id: 1, type: "message", date: "2024-05-05T21:41:00",
	date_unixtime: "1714925460", from: "c", from_id: "channel1234567890", text: "x"}]}' -n >desktop.json
for file in desktop.json telethon.jsonl; do
	fr-ingest -q "$file" | jq -c 'select(.id | endswith("/1")) | [.id, .kind, .time, .author.id, .channel.id, .url]'
done | sort -u >out
same 'a message of Telethon is that of Telegram Desktop' <<'X'
["telegram:1234567890/1","post","2024-05-05T16:11:00Z","channel1234567890","1234567890","https://t.me/c/1234567890/1"]
X
for file in zeeschuimer.ndjson 4cat.csv; do
	fr-ingest -q "$file" 2>/dev/null | jq -c 'select(.id == "x:1787000000000000001") | [.id, .time, .author.handle, .url]'
done | sort -u >out
same 'a capture and the table made of it are the same' <<'X'
["x:1787000000000000001","2024-05-05T16:11:00Z","synthetic_one","https://x.com/synthetic_one/status/1787000000000000001"]
X
fr-ingest -q zeeschuimer.ndjson 2>/dev/null | jq -c 'select(.platform == "x") | [.kind, .repost_of, .quote_of, (.text | length)]' >out
same 'long posts and reposts are whole, a quoted post that is gone is still named' <<'X'
["post",null,null,440]
["repost","x:1787000000000000001",null,440]
["quote",null,"x:1787000000000000001",30]
X

# ---- what is told
grep -q 'comments that are not in the export 2' reddit-comments.json.notes
result $? 'comments that Reddit has kept back are counted'
grep -q 'posts that are gone or hidden 1' bluesky-thread.json.notes
result $? 'posts that are gone are counted'
grep -q 'events of other collections 1, deletions 1' bluesky-jetstream.jsonl.notes
result $? 'likes and deletions of a stream are counted'
grep -q "an item of 'linkedin.com': that platform is not read (1 rejected)" zeeschuimer.ndjson.notes
result $? 'a platform that is not read is named'

# ---- JSON of any kind
exits 1 'JSON with a map' fr-ingest --map any.map.json any.ndjson
same 'gives what the map says' <any.ndjson.records
grep -q '1 times could not be read: kept in form (--date-order' err
result $? 'a date in an order that nobody has said is kept, and told'
exits 1 'with the order' fr-ingest --date-order dmy --map any.map.json any.ndjson
[ "$(jq -r .time out | tail -n 1)" = 2024-05-06T04:30:00Z ]
result $? 'it is read'
jq -s . any.ndjson >array.json
fr-ingest -q --map any.map.json array.json 2>err | jq -c 'del(.source)' >out
fr-ingest -q --map any.map.json any.ndjson 2>err | jq -c 'del(.source)' | cmp -s - out
result $? 'an array of the same gives the same'
exits 1 'without a map' fr-ingest any.ndjson
[ ! -s out ] && grep -q 'format not recognized' err
result $? 'nobody knows what it is'
exits 1 'asked for by name without a map' fr-ingest -f ndjson any.ndjson
grep -q 'needs --map' err
result $? 'says what is missing'
exits 0 'a known format, and a map' fr-ingest -q --map any.map.json reddit-dump.ndjson
[ "$(jq -r .source.format out | sort -u)" = reddit ]
result $? 'is read as what it is'

# ---- hostile and broken
cat >odd.json <<'X'
{"type":"OrderedCollection","orderedItems":[1,{},{"type":"Create","actor":[],"object":{"id":{},"content":["a"],"tag":[1,{}],"attachment":{}}},
{"type":"Announce","actor":"https://x","id":"https://x/1","object":[]},{"type":"Create","actor":"u","id":"i","object":{"id":"https://x/2","content":"<p>a<a href='"}}]}
X
exits 1 'toots in which nothing is what it should be' fr-ingest odd.json
[ "$(jq -r .id out | tr '\n' ' ')" = 'mastodon:https://x/1 mastodon:https://x/2 ' ]
result $? 'give what has an id'
cat >odd.ndjson <<'X'
{"subreddit":[],"subreddit_id":{},"created_utc":"x","body":{"a":1},"id":"q"}
{"subreddit":"s","created_utc":1e999,"title":["t"],"selftext":"b","id":"","score":"many"}
{"subreddit":"s","subreddit_id":"t5_x","created_utc":1,"body":"b","id":"r","replies":{"kind":"Listing","data":{"children":[1,{"kind":7,"data":{}}]}}}
X
exits 1 'comments in which nothing is what it should be' fr-ingest odd.ndjson
[ "$(jq -r .id out | tr '\n' ' ')" = 'reddit:t1_q reddit:t1_r ' ]
result $? 'give what has an id'
cat >odd.jsonl <<'X'
{"did":"d","time_us":1,"commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"k","record":{"$type":"app.bsky.feed.post","text":"é","facets":[{"index":{"byteStart":1,"byteEnd":99},"features":[{"did":"x"}]},3],"embed":7,"reply":[]}}}
{"did":[],"time_us":1,"commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"k","record":{"text":1}}}
X
exits 1 'posts of a stream in which nothing is what it should be' fr-ingest odd.jsonl
[ "$(jq -r .id out)" = bluesky:at://d/app.bsky.feed.post/k ]
result $? 'give what has an id'
awk 'BEGIN { printf "{\"thread\":{\"$type\":\"app.bsky.feed.defs#threadViewPost\",\"replies\":["
	for (i = 0; i < 1000; i++) printf "{\"post\":{\"uri\":\"at://a/app.bsky.feed.post/%d\",\"record\":{\"text\":\"x\"}},\"replies\":[", i
	for (i = 0; i < 1000; i++) printf "]}"
	printf "]}}\n" }' >deep.json
exits 0 'a thread of a thousand answers to answers' fr-ingest deep.json
grep -q 'posts that lie too deep 1' err && [ "$(wc -l <out)" -eq 512 ]
result $? 'is given up, and that is said'
finish
