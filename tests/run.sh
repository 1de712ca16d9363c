#!/bin/sh
# usage: run.sh MODE...
# All tests of builds that are there (make check builds them): unit tests, the corpus of each fuzz target, the command
# line, faults; and once, the layers. The last line is "N passed, N failed", with ", N skipped" where something was.
cd "$(dirname "$0")/.." || exit 2
[ $# -gt 0 ] || set -- release
if [ -z "${FR_SHARED-}" ] && [ -d ../shared ]; then
	FR_SHARED=$(cd ../shared && pwd)
	export FR_SHARED
fi
ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS-}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:${UBSAN_OPTIONS-}
taps=$(mktemp -d "${TMPDIR:-/tmp}/fr-tap.XXXXXX") || exit 2
export ASAN_OPTIONS UBSAN_OPTIONS
trap 'rm -rf "$taps"' EXIT
trap 'exit 1' HUP INT TERM
jobs=$(nproc 2>/dev/null || echo 2)

# replay NAME TARGET FOLDER...: corpora of one fuzz target are one check: nothing aborts.
replay() {
	name=$1 target=$2
	shift 2
	if "build/$MODE/fuzz/fuzz_$target" "$@" >"$taps/log" 2>&1; then
		echo "ok - corpus of fuzz_$name: $(tail -n 1 "$taps/log")"
	else
		echo "not ok - corpus of fuzz_$name: exit status $?"
		head -n 40 "$taps/log" | cat -v | sed 's/^/#   /'
	fi
}

# Of fr-ingest that of detection, and, forced upon each format, that of detection and the format's own.
replay_corpora() {
	for source in tests/fuzz/fuzz_*.c; do
		name=${source##*/fuzz_}
		name=${name%.c}
		set -- "tests/fuzz/corpus/$name" "tests/fuzz/corpus/$name"-*
		[ -d "$2" ] || set -- "$1"
		replay "$name" "$name" "$@"
	done
	for format in $("build/$MODE/bin/fr-ingest" --list-formats | tail -n +2 | cut -d ' ' -f 1); do
		set -- tests/fuzz/corpus/ingest
		[ -d "tests/fuzz/corpus/ingest-$format" ] && set -- "$@" "tests/fuzz/corpus/ingest-$format"
		FR_FUZZ_FORMAT=$format replay "ingest-$format" ingest "$@"
	done
}

tests_of_mode() {
	echo "== $MODE"
	mkdir "$taps/$MODE"
	replay_corpora >"$taps/$MODE/corpora"
	# shellcheck disable=SC2046 # names without blanks
	set -- $(find tests/cli tests/faults -name '*.t' | sort)
	for source in tests/unit/test_*.c; do
		name=${source##*/}
		set -- "$@" "build/$MODE/unit/${name%.c}"
	done
	FR_TAP=$taps/$MODE prove -Q -j "$jobs" --exec 'sh tests/tap.sh' "$@" >"$taps/log" 2>&1
	tail -n 2 "$taps/log"
}

for MODE; do
	export MODE
	tests_of_mode
done
sh tests/layers.sh >"$taps/layers"

# What failed is shown with its comments. A test that ended too early, or with a failure that it does not tell, is one
# failure more.
# shellcheck disable=SC2046
awk '
	function close_file() {
		if (name ~ /\.out$/ && ((plan == "" || plan != seen) || (code != 0 && !bad))) {
			print "not ok - " name ": ended with " code " after " seen " of " (plan == "" ? "?" : plan) " checks"
			failed++
		}
		plan = ""; seen = bad = code = 0
	}
	FNR == 1 {
		close_file()
		name = FILENAME
		sub(top, "", name)
	}
	/^#/ { if (show) print; next }
	{ show = 0 }
	/^1\.\.[0-9]+/ { plan = substr($1, 4) }
	/^1\.\.0 # SKIP/ { skipped++; print name ": " $0 }
	/^not ok/ { seen++; bad++; failed++; show = 1; print name ": " $0 }
	/^ok.* # SKIP/ { seen++; skipped++; print name ": " $0; next }
	/^ok/ { seen++; passed++ }
	/^exit / { code = $2 }
	END {
		close_file()
		printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
		exit failed > 0
	}
' top="$taps/" $(find "$taps" -type f ! -name log | sort)
