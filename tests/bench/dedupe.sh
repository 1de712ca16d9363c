#!/bin/sh
# Near-copies: posts a second, bytes a post, recall and precision by kind of planted edit, and F1 on labelled pairs.
# Called by run.sh, with the bench programs on PATH.
set -eu
n=${FR_BENCH_RECORDS:-200000}
echo "# dedupe: $n synthetic posts; joined: share that joined its original's case; wrong: posts that joined another's"
bench_dedupe "$n"
