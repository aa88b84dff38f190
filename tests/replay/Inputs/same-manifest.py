"""same-manifest.py A B: two manifests say the same of the functions, apart from the order of refs."""
import json
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [(line["object"], sorted((f["symbol"], f["entry"], f["hash"], sorted(f["refs"])) for f in line["functions"]))
            for line in lines], [{ref["ref"]: (ref["global"], ref["linkage"]) for ref in line["refs"]} for line in lines]


(a, all_refs), (b, used_refs) = map(read, sys.argv[1:])
if not a or a != b:
    sys.exit("%s\n%s" % (a, b))
for known, used in zip(all_refs, used_refs):
    if not used or any(known.get(ref) != fact for ref, fact in used.items()):
        sys.exit("%s\n%s" % (known, used))
