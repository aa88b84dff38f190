"""schema.py HPCC SCHEMA FOLDER: hpcc and the schema accept and refuse the same configuration files.

Each document below is written to FOLDER and read by both. Where they are refused, hpcc must name the place given.
"""
import json
import os
import re
import subprocess
import sys

import jsonschema

# text, where hpcc finds the mistake; None: it is right
DOCUMENTS = (
    ('{}', None),
    ('\ufeff{"verbose": true}', None),
    ('{"$schema": "x", "clang": "clang-22", "annotations": false, "report": "r/", "manifest": "m", "lists": []}', None),
    ('{"lists": [{"functions": "f"}, {"functions": ["f", "g"], "sources": "a*"}]}', None),
    ('{"lists": [{"functions": [], "sources": []}]}', None),
    ('{"warnings": {"tls": "on", "asm": "off", "naked": "error", "inlined": "on", "const-data": "on", "function-address": "on", "abi": "on",\n'
     '"no-debug": "on", "no-prologue": "on", "no-sections": "on", "name": "on", "lto": "on"}}', None),
    ('[]', "1:1"),
    ('"clang"', "1:1"),
    ('null', "1:1"),
    ('{"clag": "x"}', "1:2"),
    ('{\n\t"verbose": true,\n\t"Clang" : "x"}', "3:2"),
    ('{"clang": 1}', "1:11"),
    ('{"clang": ""}', "1:11"),
    ('{"clang": null}', "1:11"),
    ('{"report": ["a"]}', "1:12"),
    ('{"manifest": {}}', "1:14"),
    ('{"annotations": "true"}', "1:17"),
    ('{"verbose": 1}', "1:13"),
    ('{"$schema": 1}', "1:13"),
    ('{"lists": {}}', "1:11"),
    ('{"lists": ["f"]}', "1:12"),
    ('{"lists": [{}]}', "1:12"),
    ('{"lists": [{"sources": "a"}]}', "1:12"),
    ('{"lists": [{"functions": [["f"]]}]}', "1:27"),
    ('{"lists": [{"functions": {"f": "g"}}]}', "1:26"),
    ('{"lists": [{"functions": ["f", ""]}]}', "1:32"),
    ('{"lists": [{"functions": "f", "sources": ["a", 1]}]}', "1:48"),
    ('{"lists": [{"functions": "f", "source": "a"}]}', "1:31"),
    ('{"lists": [{"files": 3}]}', "1:22"),
    ('{"functions": ["f"]}', "1:2"),
    ('{"warnings": []}', "1:14"),
    ('{"warnings": {"tsl": "on"}}', "1:15"),
    ('{"warnings": {"tls": "maybe"}}', "1:22"),
    ('{"warnings": {"tls": true}}', "1:22"),
    ('{"lists": [{"functions": "a:b,{\\"", "files": []}],\n "a": 1}', "2:2"),
)

# Not JSON, or more than the schema can say: hpcc alone.
BROKEN = (
    ('', "1:1"),
    ('{', "1:2"),
    ('{"clang": "x",}', "1:15"),
    ('{"clang": "x"} {}', "1:16"),
    ('{"clang": "x"\n"report": "y"}', "2:1"),
    ("{'clang': 'x'}", "1:2"),
    ('{"clang": "x", "clang": "y"}', "1:16"),
    ('{"lists": [{"functions": "f", "functions": "g"}]}', "1:31"),
    ('{"clang": "x\\u0000y"}', "1:13"),
    ('{"lists": ' + "[" * 100000 + "]" * 100000 + "}", "1:26"),
    ('{"lists": ' + '{"lists": ' * 100000, "1:"),
    ('{"a\0b": 1}', "1:4"),
    ('// comment\n{}', "1:1"),
)


def main():
    hpcc, schema, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "hpcc.json")
    with open(schema, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    failed = 0
    known = json.load(open(schema, encoding="utf-8"))["properties"]["warnings"]["properties"]
    printed = subprocess.run([hpcc, "--hpcc-print-config"], capture_output=True, text=True, check=True).stdout
    if set(known) != set(re.findall(r"^warning ([a-z-]+): ", printed, re.M)):
        failed += 1
        print("schema.py: error: the schema knows other groups of warnings")
    for text, place in DOCUMENTS + BROKEN:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        result = subprocess.run([hpcc, "--hpcc-config=" + path, "--hpcc-print-config"], capture_output=True, text=True)
        problem = None
        if (text, place) in DOCUMENTS and validator.is_valid(json.loads(text.lstrip("\ufeff"))) != (place is None):
            problem = "the schema says otherwise"
        elif place is None:
            if result.returncode or result.stderr or "key: " not in result.stdout:
                problem = "refused: " + result.stderr
        elif (result.returncode != 1 or result.stdout or result.stderr.count("\n") != 1 or
              not result.stderr.startswith("%s:%s" % (path, place)) or ": error: " not in result.stderr):
            problem = "not refused at %s, but: %s" % (place, result.stderr or result.stdout)
        if problem:
            failed += 1
            print("schema.py: error: %.60s: %s" % (text, problem))
    print("%d documents, %d wrong" % (len(DOCUMENTS) + len(BROKEN), failed))
    return failed != 0


sys.exit(main())
