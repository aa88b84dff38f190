"""Looks at manifests.

    manifest.py lines FILE COUNT     COUNT whole lines, each as config/manifest.schema.json wants it
    manifest.py show FILE            of the last line of each object: functions with refs, then refs
    manifest.py data FILE            of the last line: what each ref points to, sorted; then the contents
    manifest.py hash FILE FUNCTION   the hash in each line, one below the other
"""
import json
import os
import sys

import jsonschema

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../config/manifest.schema.json")


def read(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        text = file.read()
    if text and not text.endswith("\n"):
        sys.exit("%s: the last line has no end" % path)
    return [json.loads(line) for line in text.split("\n")[:-1]]


def lines(path, count):
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = read(path)
    for line in found:
        for error in validator.iter_errors(line):
            sys.exit("%s: %s at %s" % (path, error.message, list(error.absolute_path)))
    if len(found) != int(count):
        sys.exit("%s: %d lines, not %s" % (path, len(found), count))
    print("%s: %s lines" % (path, count))


def show(path):
    for name, line in {line["object"]: line for line in read(path)}.items():
        print(os.path.basename(name), line["triple"])
        for function in line["functions"]:
            print("  %s as %s by %s, hash %s: %s" % (function["function"], function["symbol"], function["entry"] or "-",
                                                     "yes" if function["hash"] else "no", " ".join(function["refs"])))
        for ref in line["refs"]:
            print("  %s to %s, %s" % (ref["ref"], ref["global"], ref["linkage"]))


def data(path):
    for ref in sorted(read(path)[-1]["refs"], key=lambda ref: ref["global"]):
        print(ref["global"], ref["kind"], ref["size"])
    for constant in sorted(read(path)[-1]["contents"], key=lambda constant: constant["global"]):
        print(constant["global"], constant["linkage"], constant["size"],
              *("%d:%d" % (literal["offset"], literal["size"]) for literal in constant["literals"]))


def hashes(path, name):
    for line in read(path):
        for function in line["functions"]:
            if function["function"] == name:
                print(function["hash"])


{"lines": lines, "show": show, "data": data, "hash": hashes}[sys.argv[1]](*sys.argv[2:])
