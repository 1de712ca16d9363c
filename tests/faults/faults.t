#!/bin/sh
# Calls that fail under the tools: short and interrupted reads and writes, full disks, failing syncs and renames, no memory.
. "${0%/*}/../lib.sh"
[ "$MODE" = san ] && skip_all 'a sanitizer does not share malloc with the shim that makes calls fail: release only'
${CC:-cc} -O1 -shared -fPIC "$top/tests/faults/shim.c" -o shim.so 2>err ||
	skip_all 'no C compiler to build the shim that makes calls fail'
shim=$scratch/shim.so

i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	printf '{"id":"x:%d","time":"2024-05-05T14:03:22Z","text":"Siwan ke Mairwa me pistol lahraya, post %d"}\n' $i $i
done >in

# ---- short and interrupted

(fr-classify in | fr-route | fr-dedupe | fr-report) >whole
exits 0 'reads and writes of a few bytes, interrupted' sh -c "
	export FR_FAULT_SHORT=1 LD_PRELOAD=$shim
	fr-classify <in | fr-route | fr-dedupe | fr-report"
same 'change nothing' <whole
fr-classify -o whole in
exits 0 'nor do they under -o' env FR_FAULT_SHORT=1 LD_PRELOAD="$shim" fr-classify -o short in
cp short out
same 'in the file' <whole
for sample in "$top"/tests/samples/*; do
	fr-ingest -q "$sample" >whole
	status=$?
	exits $status "fr-ingest on such reads: ${sample##*/}" env FR_FAULT_SHORT=1 LD_PRELOAD="$shim" fr-ingest -q "$sample"
	same "reads ${sample##*/} as ever" <whole
done

# ---- calls that fail: exit 2, the old file as it was, and nothing beside it

mkdir folder
failing() {
	what=$1 call=$2 nth=$3
	echo before >folder/final
	exits 2 "$what" env FR_FAULT_CALL="$call" FR_FAULT_NTH="$nth" LD_PRELOAD="$shim" fr-classify -o folder/final in
	[ "$(cat folder/*)" = before ] && grep -q '^fr-classify: ' err
	result $? "$what: told, the old file is as it was, and nothing lies beside it"
}
failing 'a disk that is full at once' write 1
yes "$(head -n 1 in)" | head -n 3000 >>in
failing 'a disk that is full after some blocks' write 3
failing 'a sync that fails' fsync 1
failing 'a rename that fails' rename 1
failing 'a read that fails' read 2
exits 2 'a full disk behind a pipe' env FR_FAULT_CALL=write FR_FAULT_NTH=3 LD_PRELOAD="$shim" fr-classify in
exits 2 'a full disk under fr run' env FR_FAULT_CALL=write FR_FAULT_NTH=3 LD_PRELOAD="$shim" fr run classify in then route

# ---- no memory: done, or exit 2 with a word, wherever it ends; never a crash

sed 20q in >few
no_memory() {
	tool=$1 bad=
	shift
	nth=1
	while [ $nth -lt 400000 ]; do
		env FR_FAULT_CALL=malloc FR_FAULT_NTH=$nth LD_PRELOAD="$shim" "$@" >out 2>err
		status=$?
		case $status in
		0 | 1)
			[ $nth -gt 9 ] || bad="$bad $nth:had memory"
			break
			;;
		2) [ -s err ] || bad="$bad $nth:silent" ;;
		*) bad="$bad $nth:$status" ;;
		esac
		nth=$((nth + nth / 3 + 1))
	done
	[ -z "$bad" ] || echo "$bad" >err
	[ -z "$bad" ]
	result $? "$tool without memory ends with 2 and says so"
}
no_memory fr-classify fr-classify -o final few
no_memory fr-route fr-route -o final few
no_memory fr-dedupe fr-dedupe -o final few
no_memory fr-report fr-report -o final few
for sample in "$top"/tests/samples/*; do
	no_memory "fr-ingest ${sample##*/}" fr-ingest -q -o final "$sample"
done
finish
