#!/usr/bin/python3
"""Databases that somebody else wrote. usage: hostile.py HPCC_REPLAY CLANG, in an empty folder."""
import json
import os
import shutil
import subprocess
import sys

REPLAY, CLANG = sys.argv[1:]
HERE = os.getcwd()
FLAGS = ["-target", "x86_64-pc-windows-msvc", "-O2", "-gcodeview"]
EVIL = "x\n  command = touch %s/PWNED #" % HERE


def write(base, file, output, front=(), extra=(), directory=None, link=()):
    """A base build of one unit, its commands run if they can be."""
    shutil.rmtree(base, ignore_errors=True)
    directory = directory or os.path.join(HERE, base)
    os.makedirs(directory, exist_ok=True)
    os.makedirs(base, exist_ok=True)
    for path in (file, output):
        os.makedirs(os.path.dirname(os.path.join(directory, path)), exist_ok=True)
    with open(os.path.join(directory, file), "w") as source:
        source.write("static int g; int f(int a) { return g += a; }\n")
    command = [CLANG, *FLAGS, *extra, "-c", file, "-o", output]
    subprocess.run(command, cwd=directory, check=True)
    with open(os.path.join(base, "compile_commands.json"), "w") as database:
        json.dump([{"directory": directory, "file": file, "arguments": [*front, *command]}], database)


def replay(base, *more, patch="out"):
    shutil.rmtree(patch, ignore_errors=True)
    return subprocess.run([REPLAY, "-p", base, "--functions=f", "-o", patch, *more], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def refused(what, *more, place=True, patch="out", **keywords):
    write("base", **{"file": "a.c", "output": "a.o", **keywords})
    done = replay("base", *more, patch=patch)
    good = done.returncode == 1 and "line end" in done.stdout and not os.path.exists("PWNED")
    good = good and (not place or "/base/compile_commands.json:1:2: error: " in done.stdout)
    good = good and not os.path.exists(os.path.join(patch, "build.ninja"))
    print("%s: %s" % (what, "refused" if good else "WRONG: " + done.stdout), flush=True)


refused("assignment", front=["FOO=" + EVIL])
refused("argument", extra=["-DX=" + EVIL])
refused("carriage return", extra=["-DX=a\rb"])
refused("file", file="a\nb.c")
refused("object", output="a\nb.o")
refused("directory", directory=HERE + "/base/" + "a\nb")
refused("launcher's option", front=["env", "A=" + EVIL])
refused("extra argument", "--extra-arg=-DX=" + EVIL)
refused("output folder", place=False, patch="o\nut")
refused("link command", "--link-command=lld-link a.o '/out:x\ny.dll' /noentry /dll", place=False)

ODD = "p|q $x ${y} $$ 'z' \"w\" #;&<>()[]{}*?~`!%^=,@+ t\tt \\ \u00e9"
write("base", ODD + "/s" + ODD + ".c", ODD + "/o" + ODD + ".o", front=["A=" + ODD], extra=["-DX=\"" + ODD + "\""])
done = replay("base", patch="out " + ODD)
print("odd names: %s" % ("built" if done.returncode == 0 and "1 of 1 objects rebuilt" in done.stdout else "WRONG: " + done.stdout))
# Of signs that ninja does not know in dependency files it builds again.
ODD = "p $x ${y} $$ #()[]{}~!%=,@+ \u00e9"
write("base", ODD + "/s" + ODD + ".c", ODD + "/o" + ODD + ".o")
replay("base", patch="out " + ODD)
done = subprocess.run([REPLAY, "-p", "base", "--functions=f", "-o", "out " + ODD], text=True, stdout=subprocess.PIPE,
                      stderr=subprocess.STDOUT)
print("odd names again: %s" % ("current" if "0 of 1 objects rebuilt" in done.stdout else "WRONG: " + done.stdout))

write("base", "a\033[2Jb\x1d1/1\x1d.c", "a.o")
done = replay("base", "-v")
good = done.returncode == 0 and not set(done.stdout) & set("\033\x1d") and "a?[2Jb?" in done.stdout
good = good and "\033" not in replay("base", "-n", "-v").stdout
print("terminal signs: %s" % ("shown as question marks" if good else "WRONG: " + repr(done.stdout)))
