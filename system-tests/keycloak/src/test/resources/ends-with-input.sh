#!/usr/bin/env bash
# Runs a command until standard input ends: whoever holds the other end may be killed, and nothing stays behind.
set -m
"$@" </dev/null &
program=$!
cat >/dev/null &
input=$!
trap 'kill "$input" 2>/dev/null' EXIT
# Whichever is over first: the program by itself, or whoever started it.
wait -n "$program" "$input"
kill -TERM -- "-$program" 2>/dev/null
for _ in $(seq 50); do
  kill -0 -- "-$program" 2>/dev/null || exit 0
  sleep 0.1
done
kill -KILL -- "-$program" 2>/dev/null
exit 0
