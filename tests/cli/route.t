#!/bin/sh
# fr-route, as an analyst and as cron use it. Posts are synthetic.
. "${0%/*}/../lib.sh"

cat >in <<'EOF'
{"id":"x:1","time":"2024-05-05T14:03:22Z","n":1.10,"text":"मैरवा, सिवान में ऑर्केस्ट्रा में युवक पिस्टल लहरा रहा था","class":{"category":"celebratory_firing","respond_minutes":30,"actionable":true},"zz":[1,2]}
{"id":"x:2","text":"\u0935\u0939 \u0918\u0930 \u0917\u092f\u093e"}
{"id":"x:3"}
EOF
exits 0 'posts are routed' fr-route <in
cp out once
sh -c 'sed "s/,\"route\":{.*}}\$/}/" once' >stripped
exits 0 'every other byte is left alone, 1.10 and \u0935 too' cmp in stripped
exits 0 'the Mairwa complaint goes to Mairwa, within its time' jq -r 'select(.id=="x:1").route |
	.desk, .district, .station, .office, .due, (.copy_to | join(" "))' once
same 'with copies to those above' <<'EOF'
district
siwan
siwan/mairwa
station:siwan/mairwa
2024-05-05T14:33:22Z
sp:siwan sdpo:siwan/siwan-sadar
EOF
exits 0 'what names no place goes to a person' jq -r 'select(.route.desk=="review") |
	[.id, .route.district, .route.reasons[].kind] | @tsv' once
same 'and says so' <<'EOF'
x:2		no_place
x:3		no_place
EOF
exits 0 'offsets lead to the same words' sh -c 'jq -rj "select(.id==\"x:1\").text" once >text
	jq -r "select(.id==\"x:1\").route.reasons[0] | \"\(.start) \(.end)\"" once | {
		read start end; tail -c +$((start + 1)) text | head -c $((end - start)); } >got
	jq -rj "select(.id==\"x:1\").route.reasons[0].text" once | cmp - got'
exits 0 'a second run' fr-route <once
same 'changes nothing' <once
fr-classify in | fr-route >chain 2>err
exits 0 'and it runs behind fr-classify' jq -e -s 'all(.class and .route)' chain

# ---- corrections of an office
printf 'id\tkind\tname_en\tname_hi\tpolice_district\tsubdivision\tvariants\n' >mine.tsv
printf 'siwan/examplepur\tterritorial\tExamplepur\tउदाहरणपुर\tsiwan\t\t\n' >>mine.tsv
printf 'siwan/mairwa\tnone\t\t\t\t\t\n' >>mine.tsv
printf '%s\n' '{"text":"उदाहरणपुर थाना में"}' '{"text":"मैरवा थाना, सिवान"}' >in2
exits 0 'stations of my own' fr-route --places mine.tsv in2
cp out found
exits 0 'are found, and those that are no more are not' jq -r '.route | [.district, .station] | @tsv' found
same 'while the town stays' <<'EOF'
siwan	siwan/examplepur
siwan	
EOF
printf 'id\tkind\tname_en\tname_hi\tpolice_district\tsubdivision\nx/y\tterritorial\tY\t\tnowhere\t\n' >bad.tsv
exits 2 'a bad row stops the run' fr-route --places bad.tsv in2
cp out none
cp err words
exits 0 'before anything is written' test ! -s none
exits 0 'with file, line and reason' grep -q "bad.tsv:2: .*no police district 'nowhere'" words
exits 2 'no file is an error' fr-route --places nowhere.tsv in2
exits 2 'a pack that is not there is an error' fr-route --pack nowhere in2

# ---- rejects and pipes
printf '%s\n' '{"text":"सिवान"}' '{"text":7}' '{"text":"गोपालगंज"}' >mixed
exits 1 'a text that is no text is rejected' fr-route mixed
cp out rest
exits 0 'and the rest goes on' jq -r .route.district rest
same 'in order' <<'EOF'
siwan
gopalganj
EOF
exits 2 'a full disk is an error' sh -c 'fr-route in >/dev/full'
exits 0 'a closed reader ends it quietly' sh -c 'yes "{}" | { fr-route; echo $? >rc; } | head -1; exit $(cat rc)'
exits 0 'in fr run it writes the same bytes' fr run classify in then route
same 'as in a pipe' <chain

# ---- for people
exits 0 'a route is explained' sh -c 'printf "%s\n" "{\"id\":\"x:9\",\"text\":\"थाना मैरवा, जिला सिवान. Aurangabad me bhi. thana gaya tha\"}" | fr-route --explain'
same 'with marks, weights, what is no place, and what else it may be' <<'EOF'
x:9  district  Siwan, station Mairwa  confidence 0.76
  थाना «मैरवा», जिला «सिवान». «Aurangabad» me bhi. thana gaya tha
  act: sp:siwan
  1.15 मैरवा                     station:siwan/mairwa             place       by name; beside it: station
  1.3  सिवान                    district:siwan                   place       by name; beside it: district
  1.3  Aurangabad               district:aurangabad              place       by name; beside it: in
  -    gaya                     no place                         place       by name; beside it: station
  could be: aurangabad 0.42 place

EOF
exits 0 'so is what goes to a person' fr-route --explain in
grep -q 'x:2  review: no place is named' out
result $? 'with what to ask for'
printf '{"id":"x:1\\u001b[2J","text":"siwan \\u202e\\u001b]0;x"}\n' >evil
exits 0 'a hostile post is explained' fr-route --explain evil
! LC_ALL=C grep -q "$(printf '\033')" out
result $? 'and a terminal obeys nothing of it'
exits 2 'nothing can come behind an explanation' fr run 'route --explain in | dedupe'

# ---- a look at the tables
exits 0 "the pack's places are checked" fr-route --check
! grep -q '^fault' out
result $? 'and have no faults'
tail -n 1 out | grep -q '^# [0-9]* places, .* duplicate 0 orphan 0 pincode 0 '
result $? 'the last line counts them'
mkdir -p mypack
cp -R "$top/share/fr/packs/bihar/." mypack
printf '999999\tMairwa\t\tsiwan\t\tsynthetic\n' >>mypack/places/towns.tsv
sed 's/^siwan\/mairwa\t\(.*\)siwan-sadar/siwan\/mairwa\t\1nowhere/' mypack/places/stations.tsv >stations
cp stations mypack/places/stations.tsv
printf '841239\tgaya\t0.5\tsynthetic\n' >>mypack/places/pincodes.tsv
exits 1 'faults end a check with 1' fr-route --check -p ./mypack
grep '^fault' out | cut -f 2-4 >faults
cp faults out
same 'and each is named' <<'EOF'
duplicate	999999	Mairwa
orphan	siwan/mairwa	Mairwa
pincode	841239	
EOF

# ---- the tables of the pack
dir=$top/share/fr/packs/bihar/places
for table in "$dir"/*.tsv; do
	grep -v '^#' "$table" | head -1 | tr '\t' '\n' | grep -qx source
	result $? "${table##*/} names its sources"
done
cut -f 1 "$dir/stations.tsv" | grep -v '^#' | sort | uniq -d >out
same 'no station is there twice' </dev/null
finish
