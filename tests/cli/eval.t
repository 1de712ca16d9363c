#!/bin/sh
# fr-eval: figures for people and for programs. Posts are synthetic.
. "${0%/*}/../lib.sh"
cat >whole <<'EOF'
{"id":"x:1","text":"goli chali","label":"fire","class":{"category":"fire","score":0.9}}
{"id":"x:2","text":"chori hui","label":"theft","class":{"category":"fire","score":0.6}}
{"id":"x:3","text":"chori","label":"theft","class":{"category":"theft","score":0.8}}
{"id":"x:4","text":"kuch nahi","label":null}
{"id":"x:5","text":"no label"}
EOF
exits 0 'labels and predictions of one file' fr-eval -f json whole
jq -c '[.records, .right, .without_prediction, .without_label, .accuracy, .macro_f1, .brier, (.classes | map([.class, .f1])),
	.confusions, (.errors | map(.id))]' out >seen
mv seen out
same 'are counted' <<'EOF'
[4,3,1,1,0.75,0.7778,0.1367,[["fire",0.6667],["theft",0.6667],[null,1]],[{"gold":"theft","named":"fire","n":1}],["x:2"]]
EOF
exits 0 'for people' fr-eval whole
sed -n 1p out >seen
mv seen out
same 'the first line says how many' <<'EOF'
4 records, 3 right, 1 without a prediction; 1 without a label not scored
EOF
exits 0 'as lines' fr-eval -f ndjson whole
jq -r .kind out | sort | uniq -c | awk '{print $2, $1}' >seen
mv seen out
same 'an object a thing' <<'EOF'
bin 10
class 3
confusion 1
error 1
summary 1
EOF
jq -c 'del(.class)' whole >gold
jq -c 'del(.label)' whole >predicted
fr-eval -f json whole >one
exits 0 'label and prediction may stand in two files' fr-eval -f json gold predicted
same 'and meet by their id' <one
exits 0 'in either order' fr-eval -f json predicted gold
jq -e '.accuracy == 0.75 and .records == 4' out >seen
result $? 'with the same figures'

exits 0 'any members can be compared' sh -c 'echo "{\"d\":{\"want\":\"siwan\"},\"route\":{\"district\":\"siwan\"}}" |
	fr-eval -l d.want -p route.district -f json'
jq -e '.accuracy == 1' out >seen
result $? 'districts too'

# All figures of routed posts, checked by hand.
cat >routed <<'EOF'
{"id":"1","want":"siwan","text":"mairwa me goli chali","route":{"district":"siwan","station":"siwan/mairwa","confidence":0.95}}
{"id":"2","want":"siwan","text":"hussainganj","route":{"district":"siwan","station":"siwan/hussainganj","confidence":0.85}}
{"id":"3","want":"saran","text":"chhapra me jaam","route":{"district":"siwan","confidence":0.92}}
{"id":"4","want":"saran","text":"sonpur mela","route":{"district":"saran","confidence":0.64}}
{"id":"5","want":null,"text":"kahin ka naam nahi","route":{"desk":"review"}}
{"id":"6","want":"patna","text":"patna city","route":{"desk":"review"}}
EOF
exits 0 'districts, with the confidence that stands beside them' fr-eval -l want -p route.district routed
same 'are told as people read them' <<'EOF'
6 records, 4 right, 2 without a prediction
accuracy     0.667  (95%: 0.333 to 1.000)
macro-F1     0.533  (95%: 0.167 to 1.000)
weighted F1  0.600

class                        precision    recall        F1    gold   named
patna                            0.000     0.000     0.000       1       0
saran                            1.000     0.500     0.667       2       1
siwan                            0.667     1.000     0.800       2       3
(none)                           0.500     1.000     0.667       1       2

confused
saran                        named siwan                              1
patna                        named (none)                             1

scores as chances of being right: off by 0.345, Brier 0.250
score         n    mean   right
0.6-0.7       1   0.640   1.000
0.8-0.9       1   0.850   1.000
0.9-1.0       2   0.935   0.500

wrong, the surest first
3: saran, named siwan 0.920
  chhapra me jaam
6: patna, named (none)
  patna city
EOF
exits 0 'stations' sh -c 'jq -c ".want = .route.station" routed | fr-eval -l want -p route.station -f json'
jq -e '.accuracy == 1 and .records == 6 and .scored == 2' out >seen
result $? 'as well'
exits 0 'another member has no score of its own' sh -c 'fr-eval -l want -p route.desk routed'
! grep -q 'chances of being right' out
result $? 'so none is told'

printf '%s\n' '{"id":"1","g":"a","case":{"id":"p"}}' '{"id":"2","g":"a","case":{"id":"p"}}' '{"id":"3","g":"b","case":{"id":"p"}}' \
	'{"id":"4","g":null,"case":{"id":"q"}}' >cases
exits 0 'pairs' fr-eval --pairs -l g cases
same 'are scored as groups' <<'EOF'
4 records, 3 groups, 2 found
pairs of one group 1, found 3, rightly 1
             precision  recall     F1
pairs        0.333      1.000      0.500
B-cubed      0.667      1.000      0.800
EOF

awk 'BEGIN { for (i = 0; i < 200; i++) printf "{\"id\":\"%d\",\"label\":\"%d\",\"p\":\"%d\"}\n", i, i % 2, i < 120 ? i % 2 : 0 }' >first
awk 'BEGIN { for (i = 0; i < 200; i++) printf "{\"id\":\"%d\",\"p\":\"%d\"}\n", i, i < 180 ? i % 2 : 0 }' >second
awk 'BEGIN { for (i = 0; i < 200; i++) printf "{\"id\":\"%d\",\"p\":\"%d\"}\n", i, i < 122 ? i % 2 : 0 }' >third
exits 0 'two sets of predictions' fr-eval --compare -p p first second
tail -n 2 out >seen
mv seen out
same 'differ for real' <<'EOF'
accuracy: the second is better, and the difference is real
macro-F1: the second is better, and the difference is real
EOF
exits 0 'the same again' fr-eval --compare -p p first second
same 'with figures that say by how much' <<'EOF'
200 records in both files
             first  second  difference
accuracy     0.800   0.950  0.150  (only the first right: 0, only the second: 30; McNemar p = 0.000)
macro-F1     0.792   0.950  0.158  (95%: 0.108 to 0.209)
accuracy: the second is better, and the difference is real
macro-F1: the second is better, and the difference is real
EOF
exits 0 'or by chance' fr-eval --compare -p p -f json first third
jq -e '.accuracy_real == false and .only_second_right == 1 and .mcnemar_p == 1' out >seen
result $? 'and it is told which'
exits 2 'one file can not be compared' fr-eval --compare -p p first
exits 2 'nor three' fr-eval --compare -p p first second third
exits 2 'pairs are not compared' fr-eval --compare --pairs first second
exits 2 'without labels there is nothing to score' fr-eval predicted
exits 1 'a label that is a list is rejected' sh -c '{ cat whole; echo "{\"label\":[]}"; } | fr-eval -q'
exits 1 'and two labels of one id' sh -c '{ cat gold; sed s/fire/water/ gold; } | fr-eval -q'
exits 0 'the same input gives the same figures' sh -c 'fr-eval whole >a; fr-eval whole >b; cmp a b'
exits 0 'a control sequence in a label stays text' sh -c 'printf "%s\n" "{\"label\":\"\\u001b[31m\",\"class\":{\"category\":\"x\"}}" | fr-eval'
LC_ALL=C grep -q "$(printf '\033')" out
[ $? -eq 1 ]
result $? 'that no terminal obeys'
finish
