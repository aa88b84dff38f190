"""faults.py HELPER HPCC INPUTS SIGNAL... -- ARGUMENT...

Runs HPCC with one system call going wrong, for the first call, the second, and so on: failing, then once for each
SIGNAL that arrives behind it. Whatever happens, there are no temporary files left, and of the outputs all, or none but
old ones. Outputs: x.o, x.s, x.json, x.exe, x.i, as far as the arguments name them; manifest.jsonl has a line if there
are. With FAULTS_QUICK there are old ones in any case.
"""
import os
import shutil
import subprocess
import sys

helper, hpcc, inputs = sys.argv[1:4]
split = sys.argv.index("--")
signals, arguments = sys.argv[4:split], sys.argv[split + 1:]
OLD = b"OLD"
MOST = 400  # calls
bad = 0


def outputs():
    return [name for name in ("x.o", "x.s", "x.json", "x.exe", "x.i") if any(arg.endswith(name) for arg in arguments)]


def read(name):
    try:
        with open(name, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def run(fault, old):
    """One call in a folder of its own: its status, what stands there afterwards, and where the fault happened."""
    shutil.rmtree("work", ignore_errors=True)
    os.makedirs("work/tmp")
    os.chdir("work")
    try:
        for name in ["x.c"] + (outputs() if old else []):
            with open(name, "wb") as file:
                file.write(OLD)
        env = dict(os.environ, LD_PRELOAD=helper, FAULT=fault, FAULT_LOG="../fault.log", TMPDIR=os.getcwd() + "/tmp",
                   HPCC_CLANG=inputs + "/fake-clang", HPCC_BACKEND=inputs + "/fake-backend")
        done = subprocess.run([hpcc, "-fms-secure-hotpatch-functions-list=f", *arguments], env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              timeout=60)
        left = [os.path.join(at, name) for at, folders, files in os.walk(".") for name in folders + files]
        files = {name: read(name) for name in outputs()}
        return done.returncode, done.stderr, left, files, read("manifest.jsonl"), read("../fault.log")
    finally:
        os.chdir("..")


def complain(fault, old, result, why):
    global bad
    bad += 1
    print(f"FAULT={fault} ({result[5].decode()}), old files: {old}: {why}; status {result[0]}, files {result[3]}, "
          f"manifest {result[4]}, left {result[2]}\n{result[1].decode()}")


def check(fault, old, wanted):
    """False once the fault lies behind the end of the program."""
    result = run(fault, old)
    status, said, left, files, manifest, log = result
    known = {"./" + name for name in ("x.c", "tmp", "manifest.jsonl", *outputs())}
    named = any("manifest" in arg for arg in arguments)
    if set(left) - known:
        complain(fault, old, result, "something is left")
    whole = {name: data for name, data in files.items() if data not in (None, OLD)}
    if status == 0 or len(whole) == len(files):
        if status > 0 or {name: data for name, data in files.items()} != wanted:
            complain(fault, old, result, "other outputs than without a fault")
        if named and not manifest:
            complain(fault, old, result, "outputs without a line")
    else:
        if whole or manifest:
            complain(fault, old, result, "outputs after a failure")
        if status > 0 and OLD in (files.get("x.o"), files.get("x.s")) and b"fake clang: message" in said:
            complain(fault, old, result, "an old output stays")
        if status > 0 and b"error: " not in said:
            complain(fault, old, result, "nothing is said")
    return bool(log)


status, said, _, wanted, _, _ = run("0", False)
assert status == 0 and None not in wanted.values(), (status, said, wanted)
tried = 0
for suffix in [""] + [":" + name for name in signals]:
    for old in [True] if suffix or os.environ.get("FAULTS_QUICK") else [False, True]:
        number = 1
        while check(f"{number}{suffix}", old, wanted):
            number += 1
            assert number < MOST, "no end"
        tried += number - 1
assert tried > 4, tried
print(tried, "faults,", bad, "bad")
sys.exit(bad != 0)
