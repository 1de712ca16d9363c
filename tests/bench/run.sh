#!/bin/sh
# make bench: every benchmark, each beside its peers in the same run. Figures are of this machine: quote the ratios.
# usage: run.sh BUILD-FOLDER [NAME ...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
shift
PATH=$build/bin:$build/bench:$PATH
FR_TOP=$(cd "$here/../.." && pwd)
export PATH FR_TOP
[ "${FR_SHARED:-}" ] || { [ -d "$FR_TOP/../shared" ] && FR_SHARED=$(cd "$FR_TOP/../shared" && pwd) && export FR_SHARED; } || :
scratch=$(mktemp -d "${TMPDIR:-/tmp}/fr-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
cd "$scratch"
[ $# -gt 0 ] || set -- $(cd "$here" && ls *.sh | grep -v '^run\.sh$' | sed 's/\.sh$//')
for name in "$@"; do
	sh "$here/$name.sh"
	echo
done
