#!/bin/sh
# usage: run.sh NAME SECONDS
# One fuzz target, from its corpus: NAME of tests/fuzz/fuzz_NAME.c, or ingest-FORMAT. New inputs go to build/fuzz/corpus,
# what it finds to build/fuzz.
cd "$(dirname "$0")/../.." || exit 2
name=$1
target=${name%%-*}
format=${name#"$target"}
FR_FUZZ_FORMAT=${format#-}
export FR_FUZZ_FORMAT
mkdir -p "build/fuzz/corpus/$name"
set -- -max_total_time="$2" -timeout=30 -rss_limit_mb=2560 -artifact_prefix="build/fuzz/$name-" "build/fuzz/corpus/$name"
# detection has the seeds of all formats
for folder in "tests/fuzz/corpus/$name" "tests/fuzz/corpus/$name"-* ${format:+"tests/fuzz/corpus/$target"}; do
	[ -d "$folder" ] && set -- "$@" "$folder"
done
exec "build/fuzz/fuzz_$target" "$@"
