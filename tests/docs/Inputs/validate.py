"""Validates reports against a schema, and shows that the schema refuses altered ones.

    validate.py SCHEMA.json REPORT.json…
"""
import copy
import json
import sys

import jsonschema


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def alterations(report):
    """Reports that must be refused."""
    for key in report:
        missing = copy.deepcopy(report)
        del missing[key]
        yield "without " + key, missing
        wrong = copy.deepcopy(report)
        wrong[key] = None
        yield "null as " + key, wrong
    yield "another member", {**report, "more": 1}
    yield "a later version", {**report, "version": report["version"] + 1}
    for key, value in report.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for member in value[0]:
                wrong = copy.deepcopy(report)
                del wrong[key][0][member]
                yield "%s without %s" % (key, member), wrong
            wrong = copy.deepcopy(report)
            wrong[key][0]["more"] = ""
            yield "another member in " + key, wrong


def main():
    schema = load(sys.argv[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    refused = 0
    for path in sys.argv[2:]:
        report = load(path)
        for error in validator.iter_errors(report):
            sys.exit("%s: %s at %s" % (path, error.message, list(error.absolute_path)))
        for what, altered in alterations(report):
            if validator.is_valid(altered):
                sys.exit("%s: %s is accepted" % (path, what))
            refused += 1
    print("%d reports agree, %d alterations do not" % (len(sys.argv) - 2, refused))


main()
