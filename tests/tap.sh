#!/bin/sh
# usage: tap.sh TEST
# What prove runs in place of each test (tests/run.sh): the test itself, with its TAP kept in $FR_TAP for the sum.
name=$(echo "$1" | tr / _)
case $1 in
*.t | *.sh) sh "$1" ;;
*) CMOCKA_MESSAGE_OUTPUT=TAP "$1" ;;
esac >"$FR_TAP/$name.out"
status=$?
cat "$FR_TAP/$name.out"
echo "exit $status" >>"$FR_TAP/$name.out"
exit $status
