"""launched.py CLANG FOLDER: hpcc-replay with ccache, sccache and distcc in front, with servers on the loopback
interface.

Every object must be the one that is made with the same command here, without a cache or a server.
"""
import os
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "caches", "Inputs"))
import cached  # noqa: E402  pylint: disable=wrong-import-position
from distributed import jobs, start_server  # noqa: E402  pylint: disable=wrong-import-position

clang, folder = sys.argv[1:]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(os.path.join(folder, "client"))
env = dict(os.environ, CCACHE_DIR=os.path.join(folder, "ccache"), DISTCC_BACKOFF_PERIOD="0",
           DISTCC_DIR=os.path.join(folder, "client"), SCCACHE_DIR=os.path.join(folder, "sccache"),
           SCCACHE_CONF=os.path.join(folder, "no-settings"), SCCACHE_IDLE_TIMEOUT="600")
failed = 0


def run(command, **more):
    done = subprocess.run(command, cwd=folder, env=dict(env, **more), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit("launched.py: error: %s\n%s%s" % (" ".join(command), done.stdout, done.stderr))
    return done.stdout


def replay(base, launcher, functions):
    """The objects of a fresh patch, by name."""
    patch = os.path.join(folder, "patch")
    shutil.rmtree(patch, ignore_errors=True)
    table = run(["hpcc-replay", "-p", base, "-o", "patch", "--functions=" + functions, "--launcher=" + launcher])
    if "current" in table or " 0 failed" not in table:
        sys.exit("launched.py: error: " + table)
    objects = {}
    for name in sorted(os.listdir(os.path.join(patch, "obj"))):
        if name.endswith(".obj"):
            with open(os.path.join(patch, "obj", name), "rb") as file:
                objects[name] = file.read()
    return objects


def check(what, good):
    global failed
    failed += not good
    print("%s: %s" % (what, "right" if good else "WRONG"))


def hits(cache):
    if cache == "sccache":
        return int(re.search(r"^Cache hits +(\d+)", run(["sccache", "--show-stats"]), re.M).group(1))
    lines = run(["ccache", "--print-stats"]).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.split()[0] in ("direct_cache_hit", "preprocessed_cache_hit"))


GNU = [clang, "-target", "x86_64-pc-windows-msvc", "-O2", "-gcodeview", "-mno-incremental-linker-compatible"]
CL = [clang, "--driver-mode=cl", "--target=x86_64-pc-windows-msvc", "/nologo", "/O2", "/Z7", "/Brepro"]
for name, flags in (("gnu", GNU), ("cl", CL)):
    run([os.path.join(HERE, "make-base"), name, *flags])
    one, two = "count,ui::Widget::update", "clamp,count,ui::Widget::update"
    wanted, wanted_two = replay(name, "env", one), replay(name, "env", two)
    check(name + ", two lists give two objects", len(wanted) == 2 and wanted != wanted_two)
    for cache in "ccache", "sccache":
        if cache == "sccache":
            cached.start_server(env)
        try:
            check("%s, %s, first" % (name, cache), replay(name, cache, one) == wanted)
            before = hits(cache)
            check("%s, %s, again" % (name, cache), replay(name, cache, one) == wanted)
            check("%s, %s, both from the cache" % (name, cache), hits(cache) == before + 2)
            check("%s, %s, another list" % (name, cache), replay(name, cache, two) == wanted_two and hits(cache) == before + 2)
        finally:
            if cache == "sccache":
                cached.stop_server(env)

server, port = start_server(env, folder)
try:
    env["DISTCC_HOSTS"] = "127.0.0.1:" + port
    there = replay("gnu", "distcc", "count,ui::Widget::update")
    for _ in range(200):  # the server notes a job after its answer
        if jobs(folder, "COMPILE_OK") == 2:
            break
        time.sleep(0.05)
    check("gnu, distcc, both made by the server", jobs(folder, "COMPILE_OK") == 2)
    env["DISTCC_HOSTS"] = "localhost"  # makes them here
    check("gnu, distcc", len(there) == 2 and there == replay("gnu", "distcc", "count,ui::Widget::update"))
    check("gnu, distcc, no more made by the server", jobs(folder, "COMPILE_OK") == 2)
finally:
    server.terminate()
    server.wait()
sys.exit(failed)
