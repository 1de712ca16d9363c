#!/bin/sh
# The language of a post: class.lang. Sentences are made up for this test, and are not those by which words were chosen.
. "${0%/*}/../lib.sh"

cat >posts <<'EOF'
{"want":"hi Deva","text":"रात में तीन लोग दुकान के पीछे खड़े थे और उनके हाथ में डंडे थे"}
{"want":"hi Deva","text":"महोदय, मेरी शिकायत पर अभी तक कोई कार्रवाई नहीं हुई"}
{"want":"hi-Latn Latn","text":"hamare mohalle me roz raat ko hungama hota hai, koi sunta nahi"}
{"want":"hi-Latn Latn","text":"plz sir action lijiye, mera mobile chori ho gaya station par"}
{"want":"bho Deva","text":"काल्हु साँझ से हमार भाई घरे नइखे आइल, केहू बतावत नइखे"}
{"want":"bho Deva","text":"ऊ लोग रउआ के गारी देत रहल आ पइसा माँगत बा"}
{"want":"bho Latn","text":"hamar bhai kalhu se naikhe aail, kehu kuch batawat naikhe"}
{"want":"mai Deva","text":"काल्हि राति सँ हमर भाइ घर नहि आयल छथि, कियो किछु नहि कहैत अछि"}
{"want":"mai Latn","text":"hamar bhai ghar nahi aayal chhathi, kichhu pata nahi chalait achhi"}
{"want":"mag Deva","text":"कल रात से हम्मर भाय घर नयँ अलइ हे, कोय कुछ नयँ कहऽ हइ"}
{"want":"mag Latn","text":"hammar bhai ghar nay aylai, police okra se kuch nay puchhalkai"}
{"want":"ur Arab","text":"ہماری گلی میں رات کو شور ہوتا ہے اور کوئی نہیں سنتا"}
{"want":"en Latn","text":"A group of men has been threatening shopkeepers near the bus stand since morning"}
{"want":"en Latn","text":"My phone was stolen and nobody at the counter would write it down"}
{"want":"other Deva","text":"रात्री दुकानासमोर तीन लोक उभे होते आणि त्यांच्या हातात काठ्या होत्या"}
{"want":"other other","text":"রাতে দোকানের সামনে তিনজন লোক দাঁড়িয়ে ছিল"}
{"want":"unsure Deva","text":"सिवान मैरवा"}
{"want":"unsure Latn","text":"Siwan, Mairwa"}
{"want":"null null","text":"?! 112 😡"}
{"want":"null null","text":"@bihar_police https://example.org/x"}
{"want":"null null"}
EOF
exits 0 'posts in many languages' fr-classify posts
jq -r '"\(.want) = \(.class.lang) \(.class.script)"' out >seen
sed 's/.*"want":"\([^"]*\)".*/\1 = \1/' posts >out
mv out want
mv seen out
same 'have language and script told' <want
exits 0 'once more' fr-classify posts
jq -e -s 'map(select(.class.lang) | .class.lang_score | . >= 0 and . <= 1) | all' out >seen
result $? 'with how sure it is'

# Names of communities and persons do not matter: the same sentence with others in their place.
printf '%s\n' '{"text":"Ram ne kal raat gali di aur maara"}' '{"text":"Abdul ne kal raat gali di aur maara"}' >swapped
exits 0 'other names' fr-classify swapped
jq -s -e '.[0].class.lang == .[1].class.lang and .[0].class.lang_score == .[1].class.lang_score' out >seen
result $? 'change nothing'

# A pack of one's own.
cp -r "$top/share/fr/packs/bihar" own
exits 0 'a pack without the table' sh -c 'rm own/languages.tsv; fr-classify -p ./own posts'
jq -e -s 'map(.class | has("lang")) | any' out >seen
[ $? -eq 1 ]
result $? 'tells no language'
printf 'lang\tweight\twords\nhi\t9\tflibber\nen\t2\tx y\n' >own/languages.tsv
exits 2 'two words where one should be' fr-classify -p ./own posts
grep -q "languages.tsv:3: column 'words': 'x y' is not one word" err
result $? 'are an error with the place'
printf 'lang\tweight\twords\nxx\t9\tflibber\n' >own/languages.tsv
exits 2 'a language that is none is an error' fr-classify -p ./own posts
printf 'lang\tweight\twords\nmai\t9\tflibber*, *ish\n' >own/languages.tsv
exits 0 'its own words' sh -c 'echo "{\"text\":\"xxish flibbering\"}" | fr-classify -p ./own'
[ "$(jq -r .class.lang out)" = mai ]
result $? 'and endings and beginnings count'
finish
