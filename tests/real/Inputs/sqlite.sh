#!/bin/bash
# usage: sqlite.sh HPCC CLANG FOLDER-FILE: see ../sqlite.test.
set -eu
hpcc=$1 clang=$2 source=$(cat "$3")/sqlite3.c
flags=(-target x86_64-w64-windows-gnu -gcodeview -w -c "$source")

"$clang" "${flags[@]}" -O1 -ffunction-sections -o plain.o
all-functions plain.o >all
awk 'NR % 10 == 1' all >tenth

"$hpcc" "${flags[@]}" -O2 -fms-secure-hotpatch-functions-file=tenth -o tenth.o --hpcc-report=tenth.json
reach-audit --only=tenth tenth.o
grep -q '"residual":.*\[\]' tenth.json

"$hpcc" "${flags[@]}" -O1 -fms-secure-hotpatch-functions-file=all -o all.1.o --hpcc-report=all.json
"$hpcc" "${flags[@]}" -O1 -fms-secure-hotpatch-functions-file=all -o all.2.o &
wait
reach-audit all.1.o
grep -q '"residual":.*\[\]' all.json

if reach-audit --only=tenth plain.o 2>/dev/null; then
	echo "the audit passes an object without redirections"
	exit 1
fi
# S_OBJNAME holds the name of the object, and nothing else differs.
llvm-objcopy -R '.debug$S' all.1.o a.o
llvm-objcopy -R '.debug$S' all.2.o b.o
cmp a.o b.o
