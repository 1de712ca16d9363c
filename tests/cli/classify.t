#!/bin/sh
# fr-classify, as an analyst and as cron use it. Posts are synthetic.
. "${0%/*}/../lib.sh"

cat >in <<'EOF'
{"id":"x:1","kind":"post","time":"2024-05-05T14:03:22Z","n":1.10,"text":"मैरवा सिवान में ऑर्केस्ट्रा पार्टी में युवक पिस्टल लहरा रहा था","zz":[1,2]}
{"id":"x:2","text":"\u0938\u0941\u092a\u094d\u0930\u092d\u093e\u0924"}
{"id":"x:3"}
EOF
exits 0 'posts are classed' fr-classify <in
cp out once
sh -c 'sed "s/,\"class\":{.*}}\$/}/" once' >stripped
exits 0 'every other byte is left alone, 1.10 and \u0938 too' cmp in stripped
exits 0 'the Mairwa complaint is display of a weapon, under the law of its day' \
	jq -r 'select(.id=="x:1").class | .category, .priority, .law.code, ([.law.sections[].act] | unique | join(" "))' once
same 'Arms Act and IPC' <<'EOF'
celebratory_firing
P2
ipc
Arms Act IPC
EOF
exits 0 'what is no case says why' jq -r 'select(.class.actionable|not) | [.id, .class.priority, .class.reason] | @tsv' once
same 'greeting, no text' <<'EOF'
x:2	P4	greeting
x:3	P4	no_text
EOF
exits 0 'offsets lead to the same words' sh -c 'jq -r "select(.id==\"x:1\").text" once | tr -d "\n" >text
	jq -r "select(.id==\"x:1\").class.evidence[0] | \"\(.start) \(.end)\"" once | {
		read start end; tail -c +$((start + 1)) text | head -c $((end - start)); } >got
	jq -rj "select(.id==\"x:1\").class.evidence[0].text" once | cmp - got'
exits 0 'a second run' fr-classify <once
same 'changes nothing' <once

printf '{"id":"x:1","text":"gharwa me taka pilavat ba"}\n' >odd
printf 'category\tweight\twords\nliquor\t3\ttaka pila*\n' >mine.tsv
exits 0 'terms of my own' fr-classify --rules mine.tsv odd
cp out found
exits 0 'are found' jq -r '.class.category, .class.evidence[0].rule' found
same 'and named' <<'EOF'
liquor
term:taka pila*
EOF
printf 'category\tweight\twords\nliquor\t3\tok\nliqour\t3\tx\n' >bad.tsv
exits 2 'a bad row of my terms stops the run' fr-classify --rules bad.tsv odd
cp out none
cp err words
exits 0 'before anything is written' test ! -s none
exits 0 'with file and line' grep -q 'bad.tsv:3: .*liqour' words
exits 2 'a pack that is not there is an error' fr-classify --pack nowhere odd
exits 2 'no rules file is an error' fr-classify --rules nowhere.tsv odd

mkdir pack && cp "$top"/share/fr/packs/bihar/* pack/
sed 's/weapon	occasion	12/weapon	ocasion	12/' "$top/share/fr/packs/bihar/combos.tsv" >pack/combos.tsv
exits 2 'a pair of sets that the pack does not have is refused' fr-classify --pack ./pack odd
cp err words
exits 0 'with file, line and word' grep -q 'combos.tsv:[0-9]*: .*ocasion' words
cp "$top/share/fr/packs/bihar/combos.tsv" pack/
printf '*\t1\thi\tx\n' >>pack/terms.tsv
exits 2 'so is a mask with a weight' fr-classify --pack ./pack odd

printf '{"text":"a"}\n{"text":\n{"text":"b"}\n' >broken
exits 1 'a broken line is told and left out' fr-classify broken
cp out passed
exits 0 'the others pass' sh -c 'test "$(wc -l <passed)" -eq 2'

# For people
printf '{"id":"x:1\\u001b[2J","text":"\\u001b[31mkal raat shaadi me pistol lahra raha tha \\u202e"}\n{}\n' >shown
exits 0 'what decided is explained' fr-classify --explain shown
grep -q '^  .*«.*pistol lahra.*».*$' out && grep -q '^  +[0-9.]* *celebratory_firing *pair:weapon+occasion ' out
result $? 'with the words marked in the post, and a line a piece of evidence'
! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" out && ! grep -q "$(printf '\342\200\256')" out
result $? 'and nothing in it that a terminal would obey'
exits 2 'nothing can come behind an explanation' fr run 'classify --explain shown | route'
grep -q 'only be the last' err
result $? 'which is said'

printf '{"text":5}\n' >typed
exits 1 'text that is no text is rejected' fr-classify typed
finish
