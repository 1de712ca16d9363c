#!/bin/sh
# Sound keys: which attested pairs of a Devanagari and a Roman spelling meet, which strangers too, and words a second.
# Called by run.sh, with the bench programs on PATH.
set -eu
labels=${FR_SHARED:+$FR_SHARED/labels}
files=
for file in dakshina-hi-words/train dakshina-hi-words/dev eci-name-words/train; do
	if [ -n "$labels" ] && [ -r "$labels/$file.tsv" ]; then
		files="$files $labels/$file.tsv"
	else
		echo "sound: SKIPPED: no labels/$file.tsv under FR_SHARED (${FR_SHARED:-not set})" >&2
	fi
done
[ -n "$files" ] || exit 0
echo "# sound: recall: pairs with one key (by count: weighted by how often they are attested); precision: equal keys that"
echo "# are attested pairs, in blocks of some 2,500 native words. Rules were chosen on dakshina train."
bench_sound $files
