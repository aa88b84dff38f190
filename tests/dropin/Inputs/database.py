"""database.py FILE FOLDER: the entries that -MJ wrote, one a line; each must be of FOLDER."""
import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        entry = json.loads(line.rstrip("\n").rstrip(","))
        if entry["directory"] != sys.argv[2]:
            sys.exit("database.py: error: directory '%s'" % entry["directory"])
        arguments = [os.path.basename(entry["arguments"][0])] + entry["arguments"][1:]
        print("%s %s: %s" % (entry["file"], entry["output"], " ".join(arguments)))
