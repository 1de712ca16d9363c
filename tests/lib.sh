# lib.sh: what the command-line tests share. TAP, in plain sh. A test begins with: . "${0%/*}/../lib.sh"
#
# It finds itself in an empty scratch folder, which goes away at its end, with the tools of build/$MODE on PATH. $top is
# the root of the checkout, $shared the folder of shared data, or empty where there is none.
#
#	exits CODE WHAT COMMAND...	COMMAND ends with CODE; its output is in ./out, its errors in ./err
#	same WHAT <EXPECTED		./out is, byte for byte, what stands on standard input
#	result CODE WHAT		whatever else: CODE 0 is good, as in: grep -q mairwa out; result $? 'it is found'
#	skip WHY			one check that can't be made here, counted and shown
#	skip_all WHY			none can: ends the test; before the first check only
#	finish				says how many there were; a test that does not get here has failed
#
# What failed is shown as comments. A pipeline's status is that of its last command: where another's matters, run it
# alone. A test that hangs is ended after FR_TEST_SECONDS. Variables of this file begin with lib_, but for those above and
# $status, that of the last exits.

if [ -z "${FR_TEST_STARTED-}" ] && command -v timeout >/dev/null; then
	FR_TEST_STARTED=1 exec timeout -k 10 "${FR_TEST_SECONDS:-300}" sh "$0" "$@"
fi
unset FR_TEST_STARTED FR_PACK FR_PACK_PATH NO_COLOR
set -u
umask 022

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
MODE=${MODE:-release}
PATH=$top/build/$MODE/bin:$PATH
if [ -z "${FR_SHARED-}" ] && [ -d "$top/../shared" ]; then
	FR_SHARED=$(cd "$top/../shared" && pwd)
fi
shared=${FR_SHARED-}
# a sanitizer's findings must not pass for exit status 1
ASAN_OPTIONS=exitcode=99:${ASAN_OPTIONS-}
UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:${UBSAN_OPTIONS-}
LC_ALL=C TZ=UTC
export PATH MODE LC_ALL TZ ASAN_OPTIONS UBSAN_OPTIONS

scratch=$(mktemp -d "${TMPDIR:-/tmp}/fr-test.XXXXXX") || exit 2
trap 'cd /; chmod -R u+rwX "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT PIPE TERM
cd "$scratch" || exit 2

status=0
: >"$scratch/.checks"
: >out
: >err

# The lines of a file as TAP comments, without what a terminal would obey.
show() {
	[ -s "$2" ] || return 0
	echo "# $1:"
	head -n "${3:-20}" "$2" | cut -b 1-2000 | tr -d "\000-\010\013-\037\177" | sed 's/^/#   /'
}

# One line of TAP. The checks are counted in a file: behind a pipe, as in "jq .id | same", a variable would be lost.
tap() {
	echo "$1" >>"$scratch/.checks"
	[ "$1" -eq 0 ] && lib_word=ok || lib_word='not ok'
	printf '%s\n' "$lib_word $(grep -c '' "$scratch/.checks") $2"
}

result() {
	if [ "$1" -eq 0 ]; then
		tap 0 "- $2"
	else
		tap 1 "- $2"
		show 'standard output' out 5
		show 'standard error' err
	fi
}

exits() {
	lib_wanted=$1 lib_what=$2
	shift 2
	"$@" >out 2>err
	status=$?
	if [ "$status" -eq "$lib_wanted" ]; then
		result 0 "$lib_what"
	else
		result 1 "$lib_what"
		printf '%s\n' "# exit status $status, not $lib_wanted: $*" | cut -b 1-500 | tr -d "\000-\010\013-\037\177"
	fi
}

same() {
	cat >.expected
	if cmp -s .expected out; then
		result 0 "$1"
	else
		tap 1 "- $1"
		diff -a -u .expected out >.diff
		show 'expected against standard output' .diff 40
		show 'standard error' err
	fi
}

skip() {
	tap 0 "# SKIP $1"
}

skip_all() {
	printf '%s\n' "1..0 # SKIP $1"
	exit 0
}

finish() {
	echo "1..$(grep -c '' "$scratch/.checks")"
	! grep -q -v '^0$' "$scratch/.checks"
	exit
}
