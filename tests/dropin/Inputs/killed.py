"""killed.py HPCC COUNT SECONDS: compilations ended by signals at random times; none leaves a file, and those that come to
their end are whole.

Each has a folder of its own and a session of its own, so that only hpcc gets the signal, and not its children.
"""
import concurrent.futures
import os
import random
import shutil
import signal
import subprocess
import sys
import time

hpcc, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
SOURCE = "int g, h[100];\n" + "".join(f"int f{i}(int a) {{ h[a % 100] += g++; return h[{i % 100}]; }}\n" for i in range(300))
WAYS = [["-c", "x.c", "-o", "x.o", "--hpcc-report=x.json", "--hpcc-manifest=m"], ["-S", "x.c", "-o", "x.s"],
        ["x.c", "y.c", "-o", "x.dll", "-shared", "-nostdlib", "-fuse-ld=lld", "-Wl,/noentry", "--hpcc-manifest=m"],
        ["-flto", "-fcrash-diagnostics", "-g", "-gcodeview", "-c", "x.c", "-o", "x.o", "-Rpass=inline"]]
end = time.monotonic() + seconds


def prepare(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/tmp")
    for name in ("x.c", "y.c"):
        with open(f"{folder}/{name}", "w") as file:
            file.write(SOURCE if name == "x.c" else "int y;\nint fy(void) { return y++; }\n")


def start(folder, way):
    return subprocess.Popen([hpcc, "-target", "x86_64-pc-windows-msvc", "-w", "-fms-secure-hotpatch-functions-list=f*", *way],
                            cwd=folder, env=dict(os.environ, TMPDIR=f"{os.getcwd()}/{folder}/tmp"), start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def left(folder):
    return {os.path.relpath(os.path.join(at, name), folder) for at, folders, files in os.walk(folder)
            for name in folders + files} - {"tmp", "x.c", "y.c"}


def measure(way):
    """How long it takes undisturbed, and what it leaves."""
    prepare("whole")
    begun = time.monotonic()
    process = start("whole", way)
    said = process.communicate()[1]
    assert process.returncode == 0, said.decode()
    return time.monotonic() - begun, left("whole")


def run(number):
    if time.monotonic() > end and number >= 12:
        return None
    rng = random.Random(number)
    way, number_sent = WAYS[number % len(WAYS)], rng.choice([signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    folder = f"k{number}"
    prepare(folder)
    process = start(folder, way)
    time.sleep(rng.uniform(0, 1.3) * times[number % len(WAYS)][0])
    process.send_signal(number_sent)
    process.communicate()
    found, whole = left(folder), times[number % len(WAYS)][1]
    if process.returncode == 0:
        good = found == whole
    else:
        # The import library is the linker's own idea, and the linker, clang's child, may outlive both for a moment.
        good = process.returncode == -number_sent and (found - {"m", "x.lib"} == set() or found == whole)
    empty = "m" not in found or found == whole or not os.path.getsize(folder + "/m")
    if not (good and empty):
        print(f"{number}: {number_sent.name} {way}: status {process.returncode}, left {sorted(found)}")
    else:
        shutil.rmtree(folder)
    return good and empty, process.returncode != 0


def default_signals():
    """One that was ignored when the test started would stay ignored."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


default_signals()
times = [measure(way) for way in WAYS]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = [result for result in pool.map(run, range(count)) if result]
ended = sum(result[1] for result in results)
print(len(results), "runs,", ended, "ended by the signal")
assert ended >= min(5, count), "too few were ended"
sys.exit(not all(result[0] for result in results))
