#!/usr/bin/python3
"""Link steps that name outputs in all ways. usage: base-kept.py HPCC_REPLAY CLANG, in an empty folder."""
import json
import os
import shutil
import subprocess
import sys

REPLAY, CLANG = sys.argv[1:]
BASE = os.path.join(os.getcwd(), "base")
GNU = [CLANG, "--target=x86_64-w64-windows-gnu", "-O2", "-gcodeview"]
DRIVER = [*GNU[:2], "-fuse-ld=lld", "-shared", "-nostdlib", "-Wl,--entry=f", "a.o", "-o", "x.dll"]
LLD = ["lld-link", "/dll", "/noentry", "/nodefaultlib", "/export:f", "a.o", "/out:x.dll"]


def state():
    """Every file of the base build with its times and content."""
    found = {}
    for folder, _, names in os.walk("base"):
        for name in [".", *names]:
            path = os.path.join(folder, name)
            with open(path, "rb") if name != "." else open(os.devnull, "rb") as file:
                found[path] = (os.stat(path).st_mtime_ns, file.read())
    return found


def build(link):
    shutil.rmtree("base", ignore_errors=True)
    os.makedirs("base/maps")
    with open("base/a.c", "w") as file:
        file.write("static int g;\n__declspec(dllexport) int f(int a) { return g += a; }\n")
    with open("base/compile_commands.json", "w") as file:
        json.dump([{"directory": BASE, "file": "a.c", "arguments": [*GNU, "-c", "a.c", "-o", "a.o"]}], file)
    subprocess.run([*GNU, "-c", "a.c", "-o", "a.o"], cwd="base", check=True)
    subprocess.run(link, cwd="base", check=True)


def replay(link, *more, output="out"):
    shutil.rmtree(output, ignore_errors=True)
    command = " ".join("'%s'" % word for word in link)
    return subprocess.run([REPLAY, "-p", "base", "--functions=f", "-o", output, "--link-command=" + command, *more], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


cases = [(DRIVER, [word]) for word in (
    "-Wl,--Xlink=-map:%s/x.map" % BASE, "-Wl,-Xlink=-map:%s/x.map" % BASE, "-Wl,--Xlink=/map:x.map",
    "-Wl,--Xlink=/MAP:maps/x.map", "-Wl,-Map=%s/x.map" % BASE, "-Wl,-Map,x.map", "-Wl,--Map,x.map",
    "-Wl,--Xlink=/pdb:%s/x.pdb,--Xlink=/debug" % BASE, "-Wl,-Xlink,-map:%s/x.map" % BASE, "-Wl,--pdb=x.pdb",
    "-Wl,-pdb=maps/x.pdb", "-Wl,--out-implib,x.lib", "-Wl,-out-implib=maps/x.lib")]
cases += [(DRIVER, ["-Xlinker", "--Xlink=-map:x.map"]), (DRIVER, ["-Xlinker", "-Map", "-Xlinker", "x.map"])]
cases += [(LLD, [word]) for word in ("/Map:maps\\x.map".replace("\\", "/"), "-lldmap:x.map", "/reproduce:x.tar")]
for link, words in cases:
    build(link + words)
    before = state()
    done = replay(link + words)
    if done.returncode or state() != before or not os.path.exists("out/x.dll"):
        changed = [path for path, what in state().items() if before.get(path) != what]
        print("WRONG: %s: %d, changed %s\n%s" % (words, done.returncode, changed, done.stdout))
print("%d spellings" % len(cases))

# An output that nothing here knows: the file that the option names is denied.
with open("late.py", "w") as file:
    file.write("import subprocess, sys\nopen('base.log', 'w').write('x')\n"
               "sys.exit(subprocess.run(['lld-link', *sys.argv[1:]]).returncode)\n")
link = [sys.executable, os.path.abspath("late.py"), *LLD[1:]]
build(link)
before = state()
done = replay(link)
good = done.returncode == 1 and state() == before and "base.log" in done.stdout and "may write below" in done.stdout
print("denied: %s" % ("said" if good else "WRONG: %d %s" % (done.returncode, done.stdout)))

# The output folder may lie in the base build's.
build(DRIVER)
done = replay(DRIVER, output="base/patch")
good = done.returncode == 0 and os.path.exists("base/patch/x.dll")
print("patch below the base: %s" % ("linked" if good else "WRONG: " + done.stdout))
