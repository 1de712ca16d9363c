#!/bin/sh
# fr-ingest on Facebook's and Instagram's exports: own samples (synthetic) to the byte, the real ones by an independent
# count and field by field where a line of jq can say it.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'
data=$top/tests/cli/data/ingest
say='del(.source.sha256, .source.file)'

exits 0 'posts of a downloaded Facebook account' fr-ingest "$data/facebook-dyi.json"
jq -c "$say" out >shown && mv shown out
same 'with their text repaired, links and pictures' <<'EOF'
{"id":"facebook:00c66aadfff2421a","platform":"facebook","kind":"post","time":"2024-05-05T14:00:00Z","text":"मैरवा में सड़क जाम है 🙏 (synthetic)","source":{"format":"facebook-dyi","record":1,"offset":4,"length":462}}
{"id":"facebook:195c629bc8595d53","platform":"facebook","kind":"post","time":"2024-05-05T14:01:40Z","links":["https://example.org/a"],"source":{"format":"facebook-dyi","record":2,"offset":470,"length":298}}
{"id":"facebook:f334b8e1dc4fd732","platform":"facebook","kind":"post","time":"2024-05-05T14:03:20Z","text":"with a picture (synthetic)","media":[{"type":"photo","file":"posts/media/a.jpg","alt":"चौक"}],"source":{"format":"facebook-dyi","record":3,"offset":772,"length":424}}
EOF
exits 0 'posts of a downloaded Instagram account' fr-ingest "$data/instagram-dyi.json"
jq -c "$say" out >shown && mv shown out
same 'one record a post, however many pictures it has' <<'EOF'
{"id":"instagram:2eb40f3ebaddfe8a","platform":"instagram","kind":"post","time":"2024-05-05T14:00:00Z","text":"सिवान #मेला (synthetic)","hashtags":["मेला"],"media":[{"type":"photo","file":"media/posts/202405/1.jpg"}],"source":{"format":"instagram-dyi","record":1,"offset":4,"length":323}}
{"id":"instagram:19446c818bd9fa31","platform":"instagram","kind":"post","time":"2024-05-05T14:01:41Z","text":"दो चित्र (synthetic)","media":[{"type":"photo","file":"media/posts/202405/2.jpg"},{"type":"video","file":"media/posts/202405/3.mp4"}],"source":{"format":"instagram-dyi","record":2,"offset":331,"length":463}}
EOF
exits 0 'a chat of Messenger' fr-ingest "$data/messenger.json"
jq -c '[.kind, .time, .author.name, .channel.name, .text, .media[0].file]' out >shown && mv shown out
same 'with who wrote, where and when; a time that is none is left out' <<'EOF'
["message","2024-05-05T14:00:00.123Z","नमूना 1","नमूना 2","शिकायत है (synthetic)",null]
["message","2024-05-05T14:00:01.456Z","नमूना 2","नमूना 2",null,"messages/inbox/x_1/photos/1.jpg"]
["message",null,"नमूना 2","नमूना 2",null,null]
EOF
exits 0 'a page of the Graph API' fr-ingest "$data/facebook-graph.json"
jq -c '[.id, .kind, .time, .author.id, .text, .reply_to, .thread, .counts.reposts]' out >shown && mv shown out
same 'with comments that know their post' <<'EOF'
["facebook:100_200","post","2024-05-05T14:03:22Z","100","पुल टूट गया है (synthetic)",null,null,3]
["facebook:200_300","comment","2024-05-05T15:00:00Z","5","सही बात (synthetic)","facebook:100_200","facebook:100_200",null]
["facebook:100_201","post","2024-05-05T16:03:22Z",null,null,null,null,null]
EOF
for name in facebook-dyi instagram-dyi messenger facebook-graph; do
	fr-ingest -q "$data/$name.json" >once
	fr-ingest -q "$data/$name.json" | cmp -s - once
	result $? "$name: the same input gives the same bytes"
	head -c 500 "$data/$name.json" >cut.json
	fr-ingest -q --rejects kept cut.json >out 2>err
	[ $? -eq 1 ]
	result $? "$name: an export that is cut off says so"
done

# A member that no export has had so far is named, wherever it stands.
new() {
	exits 0 "$1 that is new" fr-ingest -q fresh.json
	fr-ingest fresh.json 2>&1 >/dev/null | grep -q "is not known to have: $2"
	result $? 'is named'
}
jq '.[0].mood = 1 | .[1].data[0].shade = 2' "$data/facebook-dyi.json" >fresh.json
new 'a member of a Facebook post' "'mood' 1, 'data.shade' 1"
jq '.[0].media[0].mood = 1' "$data/instagram-dyi.json" >fresh.json
new 'a member of an Instagram medium' "'media.mood' 1"
jq '.messages[].mood = 1' "$data/messenger.json" >fresh.json
new 'a member of a message' "'messages.mood' 3"
jq '.data[0].mood = 1 | .data[0].comments.data[0].shade = 2' "$data/facebook-graph.json" >fresh.json
new 'a member of a post and of a comment' "'mood' 1, 'shade' 1"
jq '.messages[0].mood = 1' "$top/tests/samples/telegram-result.json" >fresh.json
new 'a member of a Telegram message' "'messages.mood' 1"
for name in facebook-dyi instagram-dyi messenger facebook-graph; do fr-ingest "$data/$name.json"; done 2>&1 >/dev/null |
	grep 'not known' >out
same 'what our samples have is known' </dev/null

if [ ! -d "$shared/formats" ]; then
	skip 'no real samples here: set FR_SHARED to their folder'
	finish
fi
formats=$shared/formats
# FILE, independent count by jq over the original, and of a text that must come through whole
count() {
	exits 0 "$1 is read" fr-ingest -q "$formats/$1"
	[ "$(wc -l <out)" -eq "$(jq "$2" "$formats/$1")" ]
	result $? "$1: as many records as jq counts posts"
}
count facebook-dyi/pl_your_posts_1.json length
count facebook-dyi/your_posts_1.json length
count instagram-dyi/posts_1.json length
count instagram-dyi/test_images_posts.json 'if type == "array" then length else 1 end'
count instagram-dyi/test_mixed_media_reels.json '.ig_reels_media | length'
count facebook-graph/comments_comments_p2.json '.data | length'
count facebook-graph/groups_feed_p2.json '.data | length'
count facebook-graph/posts_feeds_default_fields_p2.json '.data | length'
count facebook-graph/posts_multi_posts_data.json '[.. | objects | select(.id and .created_time)] | length'
count facebook-graph/messages_messages_info.json length

fr-ingest -q "$formats/facebook-graph/groups_feed_p2.json" >records
jq -c '.data[] | ["facebook:" + .id, (.message // null)]' "$formats/facebook-graph/groups_feed_p2.json" >wanted
jq -c '[.id, .text]' records >out
same 'ids and texts of a feed are those of the original' <wanted
fr-ingest -q "$formats/instagram-dyi/posts_1.json" >records
jq -r '.[] | (.creation_timestamp // .media[0].creation_timestamp) | todate' "$formats/instagram-dyi/posts_1.json" | sort >wanted
jq -r .time records | sort >out
same 'times of an Instagram account are those of the original' <wanted
fr-ingest -q "$formats/facebook-dyi/your_posts_1.json" >records
jq -r '.[].timestamp | todate' "$formats/facebook-dyi/your_posts_1.json" >wanted
jq -r .time records >out
same 'and those of a Facebook account' <wanted
finish
