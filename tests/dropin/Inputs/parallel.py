"""parallel.py HPCC FOLDER COUNT: COUNT compilations, more at once than there are processors, into one manifest.

The sources differ; every fourth one defines no listed function. Each object must be the one that hpcc makes alone for
that source (checked for a tenth of them by compiling again), with its own function, ref, report and manifest line.
"""
import concurrent.futures
import json
import os
import subprocess
import sys

ARGS = ["-target", "x86_64-pc-windows-msvc", "-O1", "-w", "-mno-incremental-linker-compatible"]
OWN = ["-fms-secure-hotpatch-functions-list=listed_*", "--hpcc-report=reports/", "--hpcc-manifest=build.jsonl"]


def compile_one(hpcc, folder, number, own):
    command = [hpcc] + ARGS + own + ["-c", "%d.c" % number, "-o", "%d.o" % number, "-MD"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def wrong(folder, number, lines):
    selected = number % 4 != 0
    symbols = subprocess.run(["llvm-nm", "%d.o" % number], cwd=folder, capture_output=True, text=True).stdout
    if ("__ref_counter_%d" % number in symbols) != selected:
        return "the object: " + symbols
    if "%d.o: %d.c" % (number, number) not in read(folder, "%d.d" % number).decode():
        return "the dependencies"
    report = json.loads(read(folder, "reports/%d.o.json" % number))
    if report["input"] != "%d.c" % number or len(report["selected"]) != selected:
        return "the report"
    mine = [line for line in lines if line["input"] == "%d.c" % number]
    if len(mine) != selected or any(len(line["functions"]) != 1 or line["functions"][0]["refs"] !=
                                    ["__ref_counter_%d" % number] for line in mine):
        return "the manifest: %s" % mine
    return None


def main():
    hpcc, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if "ASAN_OPTIONS" in os.environ:  # the sanitizers find nothing in number 500 that number 60 does not have
        count = 60
    os.makedirs(folder)
    for number in range(count):
        with open(os.path.join(folder, "%d.c" % number), "w", encoding="utf-8") as file:
            file.write("static int counter_%d;\nint %s_%d(void) { return counter_%d += %d; }\n" % (
                number, "listed" if number % 4 else "plain", number, number, number + 1))
    jobs = 8 * (os.cpu_count() or 1)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda number: compile_one(hpcc, folder, number, OWN), range(count)))
    lines = [json.loads(line) for line in read(folder, "build.jsonl").splitlines()]
    failed = 0
    for number, result in enumerate(results):
        problem = result.stderr if result.returncode else wrong(folder, number, lines)
        if not problem and number % 10 == 1:
            object_before = read(folder, "%d.o" % number)
            compile_one(hpcc, folder, number, OWN[:1])
            if read(folder, "%d.o" % number) != object_before:
                problem = "another object alone"
        if problem:
            failed += 1
            print("parallel.py: error: %d: %s" % (number, problem))
    stray = [name for name in os.listdir(folder) if ".hpcc-" in name]
    if stray:
        failed += 1
        print("parallel.py: error: left behind: %s" % stray)
    print("%d compilations, %d wrong" % (count, failed))
    return failed != 0


sys.exit(main())
