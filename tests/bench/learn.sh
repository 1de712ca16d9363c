#!/bin/sh
# fr-train on the labelled sets of FR_SHARED/labels: each set is parted into five folds, copies of a post together, and
# each fold is classified by a model of the other four (fr-classify --model-only). Beside it: scikit-learn on the same
# folds, where it is installed, and what scikit-learn is said to reach on a test part that we don't have (issue 4), for
# which a model learns from all of the set. Called by run.sh, with the programs on PATH and a scratch folder as the
# current one. FR_BENCH_SETS: names of the sets to run (all).
set -eu
labels=${FR_SHARED:-}/labels
if [ ! -d "$labels" ]; then
	echo "SKIPPED: no labelled sets: set FR_SHARED to the folder that holds labels/"
	exit 0
fi
folds=5
peer=
for python in python3 /usr/bin/python3; do
	"$python" -c 'import sklearn' 2>/dev/null && peer=$python && break
done
[ "$peer" ] || echo "SKIPPED the peer: scikit-learn is not installed (python3-sklearn)"
now() { date +%s.%N; }

# one SET LABEL SAID
one() {
	set=$1 label=$2 said=$3
	case " ${FR_BENCH_SETS:-$set} " in
	*" $set "*) ;;
	*) return 0 ;;
	esac
	[ -f "$labels/$set/train.ndjson" ] || {
		echo "SKIPPED $set: not there"
		return 0
	}
	rm -rf folds
	mkdir folds
	bench_learn -l "$label" --folds $folds --folder folds "$labels/$set/train.ndjson"
	k=0 spent=0
	: >predicted
	while [ $k -lt $folds ]; do
		began=$(now)
		fr-train -q -l "$label" -o model folds/train.$k
		spent="$spent + $(now) - $began"
		fr-classify --model model --model-only folds/test.$k >>predicted
		k=$((k + 1))
	done
	fr-eval -l "$label" -f json predicted >figures
	speed=$(bench_learn --model model folds/test.0)
	sk='-	-'
	[ "$peer" ] && sk=$("$peer" "$FR_TOP/tests/bench/learn_peer.py" folds "$label" $folds | tr ' ' '\t')
	jq -r --arg set "$set:$label" --arg said "$said" --arg speed "$speed" --arg sk "$sk" \
		--arg spent "$(awk "BEGIN { printf \"%.1f\", ($spent) / $folds }")" '
		def f: . * 1000 | round / 1000;
		[$set, .records, (.classes | length), (.macro_f1 | f), (.macro_f1_95 | map(f | tostring) | join("-")),
		(.accuracy | f), (.calibration_error | f), $spent, $speed, $sk, $said] | join("\t")' figures >>table
	jq -r '.classes[] | select(.class == "complaint") | "# F1 of class complaint: \(.f1), precision \(.precision), recall \(.recall)"' \
		figures >>notes
}

: >table
: >notes
echo "# learning: macro-F1 of five folds with its interval; ECE: how far probabilities are off in the mean; s: of one training"
one ncrp-cyber label 0.789
one ncrp-cyber fine 0.699
one mumbai-police-tweets label 0.783
one constraint2021-hi label 0.971
one hasoc2019-hi label 0.821
one hasoc2020-hi label 0.706
one hasoc2021-hi label 0.773
one macd-hi label 0.847
one trac1-hi label 0.644
one trac2-hi label 0.778
one ruhsold-roman-urdu label 0.710
one urdu-threat label 0.736
one civic-issues label 0.990
one ili-dialects label 0.868
one uli-ogbv-hi label -
one bohra2018-hinglish label -
{
	printf 'set\tposts\tlabels\tmacro-F1\t95%%\taccuracy\tECE\ts\tposts/s\tsklearn\ts\tsaid\n'
	cat table
} | awk -F'\t' '{ printf "%-28s %6s %6s %8s %-11s %8s %6s %5s %7s %7s %5s %6s\n", $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 }'
cat notes
