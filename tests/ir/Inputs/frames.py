#!/usr/bin/python3
"""Compiles a file with coroutines by two compilers and compares the sizes of the frames, which each coroutine asks
frame_new for.

usage: frames.py CLANG HPCC LIST SOURCE LEVELS LEAST ARGUMENT...
    LEVELS, as in 012s: of optimisation; at least LEAST coroutines have to be compared
"""
import re
import subprocess
import sys

LABEL = re.compile(r'"?([\w?@$.<>]+)"?:\s')
NUMBER = re.compile(r"movl\s+\$(\d+), (?:%e(?:cx|ax)|\(%esp\))|pushl\s+\$(\d+)|mov\s+[wx]0, #(\d+)")
CALL = re.compile(r'(?:call[lq]?|bl)\s+"?_*(?:frame_new|\?\?2promise_type|_ZN4Task12promise_typenw)')


def frames(compiler, *arguments):
    command = [compiler, "-std=c++20", "-fno-exceptions", "-gcodeview", "-w", "-S", "-o", "-", *arguments]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    found, function, number = {}, "", None
    for line in text.splitlines():
        label, now = LABEL.match(line), NUMBER.search(line)
        if label and not label[1].startswith(("L", ".L", "$")):
            function = label[1]
        if now:
            number = int(next(filter(None, now.groups())))
        if CALL.search(line) and not function.startswith(("_ZN4Task12promise", "__ZN4Task12promise", "??2promise")):
            found[function] = number
    return found


def compare(level):
    wanted = frames(clang, source, "-O" + level, *rest)
    got = frames(hpcc, source, "-O" + level, "-fms-secure-hotpatch-functions-list=" + entries, *rest)
    both = [name for name in wanted if name in got]
    for name in both:
        if wanted[name] != got[name]:
            sys.exit(f"frames: -O{level}: {name}: {got[name]} bytes instead of {wanted[name]}")
    if len(both) < int(least):
        sys.exit(f"frames: -O{level}: only {both} of {sorted(wanted)} and {sorted(got)}")


clang, hpcc, entries, source, levels, least, *rest = sys.argv[1:]
for each in levels:
    compare(each)
