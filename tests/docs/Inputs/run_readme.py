"""Runs the examples of a Markdown file in the current folder and compares what they print.

    run_readme.py FILE.md

A fenced block ```LANGUAGE NAME writes the file NAME. In a block ```console each line that starts with "$ " is run by
bash, and the lines after it, up to the next such line, are what it must print on stdout and stderr together. A line
"..." stands for any number of lines; a last line "? N" for the exit status N, which is 0 without it.
"""
import re
import subprocess
import sys


def blocks(text):
    """(info string, lines, number of the first line)"""
    block, start, info = None, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if block is None:
                block, start, info = [], number + 1, line[3:].strip()
            else:
                yield info, block, start
                block = None
        elif block is not None:
            block.append(line)
    if block is not None:
        sys.exit("line %d: block without an end" % start)


def commands(lines, start):
    """(command, expected lines, line number)"""
    result = []
    for number, line in enumerate(lines, start):
        if line.startswith("$ "):
            result.append((line[2:], [], number))
        elif not result:
            sys.exit("line %d: output before the first command" % number)
        else:
            result[-1][1].append(line)
    return result


def check(command, expected, number):
    status = 0
    if expected and re.fullmatch(r"\? \d+", expected[-1]):
        status = int(expected.pop()[2:])
    done = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode()
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in expected)
    if done.returncode == status and re.fullmatch(pattern, output):
        return True
    print("line %d: $ %s\nexpected, with status %d:\n%s\ngot, with status %d:\n%s" %
          (number, command, status, "\n".join(expected), done.returncode, output))
    return False


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    count = failed = 0
    for info, lines, start in blocks(text):
        words = info.split()
        if len(words) == 2:
            with open(words[1], "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
        elif words == ["console"]:
            for command in commands(lines, start):
                count += 1
                failed += not check(*command)
    print("%d commands, %d failed" % (count, failed))
    sys.exit(failed > 0 or count == 0)


main()
