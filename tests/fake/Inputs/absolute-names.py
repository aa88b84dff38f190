#!/usr/bin/python3
"""Finds absolute names that tests give a cl-like compiler where it may take them for options.

usage: absolute-names.py FOLDER
"""
import os
import re
import sys

COMPILER = re.compile(r"(%hpcc_cl|%clang_cl|hpcc-cl|clang-cl|driver-mode=cl)\b")
NAME = re.compile(r" [\"']?(%(?:s|t|T|tests|source|build)\b|%S/|%p/|\$PWD)")
found = 0
for folder, folders, names in os.walk(sys.argv[1]):
    folders[:] = [name for name in folders if name != "Inputs"]
    for name in names:
        if not name.endswith((".c", ".cpp", ".ll", ".s", ".test")):
            continue
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = file.read().split("\n")
        for number, line in enumerate(lines, 1):
            for command in re.split(r"&&|\|\||[|;]", line.partition("RUN:")[2]):
                compiler = COMPILER.search(command)
                name = compiler and NAME.search(command[compiler.end():].split(" -- ")[0].split(" > ")[0])
                if name and not re.match(r"\s*(echo|%\w+/)", command):
                    found += 1
                    print("%s:%d: %s" % (path, number, name.group(1)))
sys.exit(1 if found else 0)
