#!/usr/bin/env python3
"""damage.py PROGRAM IMAGE PDB COUNT: describes COUNT damaged copies of an image and of its PDB. A crash fails."""
import os
import random
import subprocess
import sys

program, image, pdb, count = sys.argv[1:5]
random.seed(1)


def damaged(path):
    with open(path, "rb") as file:
        data = bytearray(file.read())
    for _ in range(random.choice((1, 4, 30))):
        at = random.randrange(min(len(data), random.choice((1024, len(data)))))
        data[at:at + random.choice((1, 4))] = random.choice((b"\0", b"\xff\xff\xff\xff", random.randbytes(4), b"\x7f"))
    if random.random() < 0.2:
        del data[random.randrange(len(data)):]
    with open("damaged", "wb") as file:
        file.write(data)
    return "damaged"


for number in range(int(count)):
    one, two = (damaged(image), pdb) if number % 2 else (image, damaged(pdb))
    for output in ("damaged.hpbase", "damaged"):
        if output != one and output != two and os.path.exists(output):
            os.remove(output)
    done = subprocess.run([program, one, "--pdb=" + two, "-o", "damaged.hpbase"], capture_output=True, timeout=60)
    if done.returncode not in (0, 1) or (done.returncode == 1) == os.path.exists("damaged.hpbase"):
        sys.exit("case %d: exit status %d\n%s" % (number, done.returncode, done.stderr.decode(errors="replace")))
    if done.returncode == 1 and b"error: " not in done.stderr:
        sys.exit("case %d: failed without a word" % number)
