# For each entry of a list (the lines `ENTRY: …` of a test): which functions of an IR file it selects alone.
import re
import subprocess
import sys

hpcc_opt, module, test = sys.argv[1:]


def selected(entry):
    run = subprocess.run(
        [hpcc_opt, "--functions", entry, module, "-w", "-S", "-o", "-"], check=True, stdout=subprocess.PIPE, text=True
    )
    marked = set(re.findall(r'^attributes #(\d+) = .*"marked_for_windows_hot_patching"', run.stdout, re.M))
    for line in re.findall(r"^define .*", run.stdout, re.M):
        name, rest = re.search(r'@("[^"]*"|[^ (]+)\((.*)', line).groups()
        if set(re.findall(r"#(\d+)", rest)) & marked:
            yield name.strip('"').replace("\\01", "")


with open(test) as lines:
    for entry in re.findall(r"^(?://|;|#) ENTRY: (.*)", lines.read(), re.M):
        print(entry + ": " + " ".join(selected(entry)))
