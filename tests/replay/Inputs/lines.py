#!/usr/bin/python3
"""Base builds whose recorded lines hold more than one plain command. usage: lines.py CLANG FLAGS..., in an empty folder."""
import json
import os
import shlex
import subprocess
import sys

CLANG, FLAGS = sys.argv[1], sys.argv[2:]
HERE = os.getcwd()


def source(path, name, more=""):
    os.makedirs(os.path.dirname(os.path.join(HERE, path)), exist_ok=True)
    with open(path, "w") as file:
        file.write("static int g;%s\nint %s(int a) { return g += a; }\n" % (more, name))


def write(base, entries):
    os.makedirs(base, exist_ok=True)
    database = []
    for file, command in entries:
        key = "arguments" if isinstance(command, list) else "command"
        database.append({"directory": os.path.join(HERE, base), "file": file, key: command})
    with open(os.path.join(base, "compile_commands.json"), "w") as file:
        json.dump(database, file)


def clang(*args):
    return shlex.join([CLANG, *FLAGS, *args])


# Lines of shells.
NAMES = ["one", "two", "three", "four", "five", "six"]
for name in NAMES:
    source("base/%s.c" % name if name == "four" else "base/s/%s.c" % name, name)
LINES = [
    ("s/one.c", "cd s && " + clang("-c", "one.c", "-o", "one.o") + " && echo done"),
    ("s/two.c", ["cd", "s", "&&", CLANG, *FLAGS, "-c", "two.c", "-o", "two.o"]),
    ("s/three.c", "cd s && " + clang("-c", "three.c", "-o", "three.o") + "; objcopy three.o"),
    ("four.c", "nice -n 5 cmake -E env A=1 -- " + clang("-c", "four.c", "-o", "four.o")),
    ("s/five.c", "sh -c " + shlex.quote("cd s && " + clang("-c", "five.c", "-o", "five.o"))),
    ("s/six.c", "env -u HPCC_TEST_UNSET A=1 " + clang("-c", "s/six.c", "-o", "s/six.o")),
]
write("base", LINES)
for name, (file, line) in zip(NAMES, LINES):
    subprocess.run([CLANG, *FLAGS, "-c", file, "-o", file[:-2] + ".o"], cwd="base", check=True)

# Response files.
entries = []
for number, words in enumerate((["@gone.rsp"], ["@folder"], ["@outer.rsp"], ["--driver-mode=cl", "@gone.rsp"], [])):
    name = "f%d" % number if words else "fine"
    source("rsp/%d.c" % number, name)
    subprocess.run([CLANG, *FLAGS, "-c", "%d.c" % number, "-o", "%d.o" % number], cwd="rsp", check=True)
    entries.append(("%d.c" % number, clang(*words, "-c", "%d.c" % number, "-o", "%d.o" % number)))
entries[3] = ("3.c", shlex.join([CLANG, "--driver-mode=cl", "--target=x86_64-pc-windows-msvc", "@gone.rsp", "/c", "3.c", "/Fo3.o"]))
write("rsp", entries)
os.mkdir("rsp/folder")
with open("rsp/outer.rsp", "w") as file:
    file.write("-DX @inner.rsp")
source("ninja/a.c", "wide", "\n#ifndef WIDE\n#error WIDE is lost\n#endif")
with open("ninja/build.ninja", "w") as file:
    file.write("rule cc\n  command = %s\n  rspfile = a.rsp\n  rspfile_content = -DWIDE=1\nbuild a.o: cc a.c\n"
               % clang("@a.rsp", "-c", "$in", "-o", "$out"))

# Compile-and-link calls.
for number in range(3):
    source("bear/%d.c" % number, "f%d" % number)
GNU = [CLANG, "--target=x86_64-w64-windows-gnu", "-O2", "-gcodeview"]
LINK = ["-fuse-ld=lld", "-shared", "-nostdlib", "-Wl,--entry=f0", "-Wl,--strip-all"]
subprocess.run([*GNU, *LINK, "0.c", "1.c", "-o", "ab.dll"], cwd="bear", check=True)
subprocess.run([*GNU, *LINK, "1.c", "-Wl,--entry=f1", "-o", "c.dll"], cwd="bear", check=True)
subprocess.run([*GNU, "-c", "2.c", "-o", "2.o"], cwd="bear", check=True)
STEP = [CLANG, "-cc1", "-triple", "x86_64-w64-windows-gnu", "-emit-obj", "-main-file-name", "2.c", "-o", "2.o", "2.c"]
write("bear", [(file, [*GNU, "-c", "-o", output, file]) for file, output in
               (("0.c", "ab.dll"), ("1.c", "ab.dll"), ("1.c", "c.dll"), ("2.c", "2.o"), ("0.c", "ab.dll"), ("1.c", "ab.dll"))]
      + [("2.c", STEP)])

source("other/0.c", "f0")
write("other", [("0.c", "cd s; rustc -c 0.c -o 0.o")])

for number in range(2):
    source("gl/%d.c" % number, "f%d" % number)
    with open("gl/%d.o" % number, "wb") as file:
        file.write(bytes.fromhex("0000ffff0100648600000000" "38feb30ca5d9ab4dac9bd6b6222653c2") + bytes(100))
write("gl", [("%d.c" % number, clang("-c", "%d.c" % number, "-o", "%d.o" % number)) for number in range(2)])
