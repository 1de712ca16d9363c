#!/bin/sh
# fr-dedupe, as an analyst and as cron use it. Posts are synthetic.
. "${0%/*}/../lib.sh"

cat >in <<'END'
{"id":"x:1","text":"कल रात मैरवा में ऑर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था, लोग डर गए","n":1.10,"zz":[1,2]}
{"id":"x:2","text":"Sadak par balu lada truck palat gaya hai, jam laga hua hai, koi nahi sun raha"}
{"id":"telegram:7","text":"RT @khabar: कल रात मैरवा में ऑर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था, लोग डर गए 😡 #Siwan","u":"\u0905"}
{"id":"whatsapp:3","text":"*Forwarded* कल रात मैरवा में आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था, सब लोग डर गए"}
{"id":"x:2","text":"Sadak par balu lada truck palat gaya hai, jam laga hua hai, koi nahi sun raha"}
{"id":"x:8","text":"please help sir"}
{"id":"x:9","text":"please help sir"}
END
exits 0 'copies are marked' fr-dedupe <in
jq -r '[.id, .case.role, .case.of // "-", .case.why // "-"] | join(" ")' out >short && mv short out
same 'with their role, the first post and why; greetings are nobody'"'"'s copy' <<'END'
x:1 first - -
x:2 first - -
telegram:7 copy x:1 text
whatsapp:3 copy x:1 text
x:2 copy x:2 same-post
x:8 first - -
x:9 first - -
END

exits 0 'a first version' fr-dedupe <in
cp out once
grep -q '"n":1.10,"zz":\[1,2\],"case":{"id":"c-[0-9a-f]\{12\}","role":"first"}}$' out
result $? 'other members stay as they came, 1.10 too'
grep -q '"u":"\\u0905","case":{"id":"c-[0-9a-f]\{12\}","role":"copy","of":"x:1","similarity":1,"why":"text"}}$' out
result $? 'and \u0905'
exits 0 'a second run over its own output' fr-dedupe <once
same 'changes nothing' <once
[ "$(jq -r .case.id <once | sort -u | wc -l)" -eq 4 ]
result $? 'there are four cases'
exits 0 'a case id depends on the first post only' sh -c 'head -1 in | fr-dedupe'
[ "$(jq -r .case.id <out)" = "$(head -1 once | jq -r .case.id)" ]
result $? 'not on the rest of the stream'

exits 0 '--threshold 1' fr-dedupe --threshold 1 <in
[ "$(jq -r 'select(.id == "whatsapp:3").case.role' <out)" = first ]
result $? 'finds exact copies only'
exits 2 'a threshold out of range is refused' fr-dedupe -t 2 <in

cat >in <<'END'
{"id":"a:1","text":"गांव की सड़क पर अवैध बालू खनन खुलेआम जारी है, ट्रैक्टर रात भर चलते हैं","route":{"district":"siwan"}}
{"id":"a:2","text":"गांव की सड़क पर अवैध बालू खनन खुलेआम जारी है, ट्रैक्टर रात भर चलते हैं","route":{"district":"gaya"}}
{"id":"a:3","text":"गांव की सड़क पर अवैध बालू खनन खुलेआम जारी है, ट्रैक्टर रात भर चलते हैं","route":{"desk":"review"}}
{"id":"a:4","text":"गांव की सड़क पर अवैध बालू खनन खुलेआम जारी है, ट्रैक्टर रात भर चलते हैं","route":{"district":"gaya"}}
{"id":"a:5","kind":"system","text":"Messages and calls are end-to-end encrypted. Nobody outside of this chat can read them."}
{"id":"a:6","kind":"system","text":"Messages and calls are end-to-end encrypted. Nobody outside of this chat can read them."}
END
exits 0 'routed posts' fr-dedupe <in
jq -r '[.id, .case.role, .case.of // "-"] | join(" ")' out >short && mv short out
same 'to different districts are different cases, a post without a place joins the first; system lines none' <<'END'
a:1 first -
a:2 first -
a:3 copy a:1
a:4 copy a:2
a:5 first -
a:6 first -
END

cat >in <<'END'
{"text":"ok","time":"2024-05-05T10:00:00Z"}
{"text":"ok","time":"2024-05-05T10:00:01Z"}
{"time":"2024-05-05T10:00:00Z","text":"ok","n":1}
{}
END
exits 0 'records without id' fr-dedupe <in
jq -c '[.case.role, .case.why]' out >short && mv short out
same 'are known by what identifies them' <<'END'
["first",null]
["first",null]
["copy","same-post"]
["first",null]
END

printf '%s\n' '{"id":"x:1","text":"a"}' '{"id":7,"text":"b"}' '{"id":"x:2","text":["c"]}' 'broken' '{"id":"x:3"}' >in
exits 1 'records that are none are rejected, the rest goes on' fr-dedupe --rejects bad <in
[ "$(wc -l <out)" -eq 2 ] && [ "$(wc -l <bad)" -eq 3 ]
result $? 'and all are kept'
{ printf '{"id":"'; head -c 2000 /dev/zero | tr '\0' i; printf '"}\n'; } >in
exits 1 'an id of 2000 bytes is refused' fr-dedupe <in
grep -q 'record 1.*at most 1024' err
result $? 'and says where and why'
exits 2 'a full disk is an error' sh -c 'printf "{}\n" | fr-dedupe >/dev/full'
exits 0 'a closed reader ends it quietly' sh -c 'yes "{}" | { fr-dedupe; echo $? >rc; } | head -1; exit $(cat rc)'
[ ! -s err ]
result $? 'without a word'

# Forty thousand posts of one template with a number each: none is another's copy, and it takes no longer than others.
awk 'BEGIN { for (i = 0; i < 40000; i++) printf "{\"id\":\"x:%d\",\"text\":\"Mere khata se paisa kat gaya, thag ka number 9%09d hai, bank wale sunte nahi, teen din se bhatak raha hun\"}\n", i, i * 7919 }' >in
exits 0 'a flood of one template' timeout 60 fr-dedupe <in
[ "$(grep -c '"role":"copy"' out)" -lt 40 ]
result $? 'is not glued together'
finish
