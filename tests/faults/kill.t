#!/bin/sh
# Killed in the middle of -o: the file's name never stands for half of it.
. "${0%/*}/../lib.sh"
mkfifo feed
mkdir folder
echo before >folder/final
yes '{"text":"Mairwa"}' | head -n 20000 >many

# A shell without job control starts commands behind & with INT ignored; env can undo that.
as_usual=
env --default-signal=INT true 2>/dev/null && as_usual='env --default-signal=INT'

# Starts fr-classify -o with an input that does not end, and waits until some of the output has been written.
start() {
	$as_usual fr-classify -o folder/final <feed >out 2>err &
	tool=$!
	exec 3>feed
	cat many >&3
	tries=0
	while [ $tries -lt 300 ]; do
		for file in folder/final.*; do
			[ -s "$file" ] && return 0
		done
		sleep 0.1
		tries=$((tries + 1))
	done
	return 1
}

ended() {
	exec 3>&-
	wait "$tool" 2>/dev/null
	status=$?
}

for signal in HUP INT TERM; do
	start
	result $? "the output is being written beside its name: $signal"
	kill -s "$signal" "$tool"
	ended
	if [ $signal = INT ] && [ -z "$as_usual" ]; then
		[ "$status" -eq 0 ]
		result $? 'INT that the caller ignores is ignored'
		echo before >folder/final
		continue
	fi
	[ "$status" -gt 128 ]
	result $? "$signal ends it, and the exit status says by what"
	[ "$(ls folder)" = final ] && [ "$(cat folder/final)" = before ]
	result $? "$signal leaves the old file and nothing else"
done

start
result $? 'the output is being written beside its name: KILL'
kill -s KILL "$tool"
ended
[ "$(cat folder/final)" = before ]
result $? 'KILL leaves the old file as it was'
rm -f folder/final.*
exits 0 'and the next run does the work' sh -c 'sed 2q many | fr-classify -o folder/final'
[ "$(wc -l <folder/final)" -eq 2 ]
result $? 'whole'

exits 0 'fr run keeps to it, too' sh -c 'sed 3q many | fr run -o folder/final classify then route'
[ "$(wc -l <folder/final)" -eq 3 ] && [ "$(ls folder)" = final ]
result $? 'with one file'
finish
