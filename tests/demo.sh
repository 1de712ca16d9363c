#!/bin/sh
# make demo: the main job on the bundled sample: four platforms' exports in, a routed case list out. The three lines that
# the sample breaks on purpose are rejected, which is what exit status 1 of fr-ingest says.
cd "$(dirname "$0")/.." || exit 2
fr run -q ingest tests/samples/* then classify then route then dedupe then report
status=$?
[ "$status" -le 1 ]
