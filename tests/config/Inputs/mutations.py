"""mutations.py HPCC FOLDER COUNT: COUNT damaged configuration files, made from a right one with a fixed seed.

hpcc must read each or refuse it with one error that names a place inside the file; nothing else may happen.
"""
import os
import random
import re
import subprocess
import sys

RIGHT = """{
\t"clang": "clang-22", "annotations": true, "verbose": false,
\t"lists": [{"sources": ["a*", "b\\"\\\\c"], "functions": ["f", "g\\u00e9"]}, {"functions": "\u65e5"}],
\t"warnings": {"tls": "off", "asm": "error"},
\t"report": "r/", "manifest": "m"
}
"""
PIECES = ['"', "\\", "{", "}", "[", "]", ":", ",", "\n", "null", "1e9", "\\u0000", "\\ud800", '"lists"', "\x00", "\x7f",
          "\ufeff", '""', "{}", "[[", "-", '"clang": "x"']


def damaged(rng):
    text = RIGHT
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(text) + 1), rng.choice((0, 0, 1, 1, 5, 40))
        text = text[:at] + rng.choice(PIECES + ["", text[at:at + 20]]) + text[at + length:]
    return text.encode("utf-8")[:rng.choice((None, None, None, rng.randrange(300)))]


def main():
    hpcc, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.makedirs(folder)
    path, rng = os.path.join(folder, "hpcc.json"), random.Random(20221104)
    right = failed = 0
    for number in range(count):
        data = damaged(rng)
        with open(path, "wb") as file:
            file.write(data)
        result = subprocess.run([hpcc, "--hpcc-config=" + path, "--hpcc-print-config"], capture_output=True)
        said = result.stderr.decode("utf-8", "replace")
        place = re.match(re.escape(path) + r":(\d+):(\d+): error: [^\n]+\n\Z", said)
        if result.returncode == 0 and not said:
            right += 1
            continue
        # A clang, a list or the like that is read well but not found is no mistake of form.
        if result.returncode == 1 and not result.stdout and re.match(r"hpcc: error: [^\n]+\n\Z", said):
            continue
        lines = data.split(b"\n")
        if (result.returncode != 1 or result.stdout or not place or not 1 <= int(place[1]) <= len(lines) or
                not 1 <= int(place[2]) <= len(lines[int(place[1]) - 1]) + 1):
            failed += 1
            print("mutations.py: error: %d: status %d: %s%r" % (number, result.returncode, said, data))
    print("%d files, %d right, %d wrong" % (count, right, failed))
    return failed != 0


sys.exit(main())
