"""Runs the examples of Markdown pages, each page in a folder of its own, and compares what they print.

    run_pages.py SOURCE FOLDER PAGE.md...

A fenced block ```LANGUAGE NAME writes the file NAME. In a block ```console each line that starts with "$ " is run by
bash, and the lines after it, up to the next such line, are what it must print on stdout and stderr together. A line
"..." stands for any number of lines, "..." in a line for any text; a last line "? N" for the exit status N, which is 0
without it. Blocks ```text and ```c are only read; other blocks are errors, so that no command is left out. SOURCE is the
project, whose scripts and examples the commands may name; FOLDER is made anew, with a folder for each page.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys


class Page:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder
        self.count = self.failed = 0
        self.messages = []

    def fail(self, number, text):
        self.failed += 1
        self.messages.append("%s:%d: %s" % (self.path, number, text))

    def blocks(self, text):
        """(info string, lines, number of the first line)"""
        block, start, info = None, 0, ""
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("```"):
                if block is None:
                    block, start, info = [], number + 1, line[3:].strip()
                else:
                    yield info.split(), block, start
                    block = None
            elif block is not None:
                block.append(line)
        if block is not None:
            self.fail(start, "block without an end")

    def commands(self, lines, start):
        """(command, expected lines, line number)"""
        result = []
        for number, line in enumerate(lines, start):
            if line.startswith("$ "):
                result.append((line[2:], [], number))
            elif not result:
                self.fail(number, "output before the first command")
            else:
                result[-1][1].append(line)
        return result

    def check(self, command, expected, number):
        self.count += 1
        status = 0
        if expected and re.fullmatch(r"\? \d+", expected[-1]):
            status = int(expected.pop()[2:])
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        output = done.stdout.decode()
        pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + "\n"
                          for line in expected)
        if done.returncode != status or not re.fullmatch(pattern, output):
            self.fail(number, "$ %s\nexpected, with status %d:\n%s\ngot, with status %d:\n%s" %
                      (command, status, "\n".join(expected), done.returncode, output))

    def run(self):
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        for info, lines, start in self.blocks(text):
            if info == ["console"]:
                for command in self.commands(lines, start):
                    self.check(*command)
            elif len(info) == 2:
                with open(os.path.join(self.folder, info[1]), "w", encoding="utf-8") as file:
                    file.write("\n".join(lines) + "\n")
            elif info not in (["text"], ["c"]):
                self.fail(start - 1, "neither commands, nor a file, nor text")


def main():
    source, folder, *paths = sys.argv[1:]
    shutil.rmtree(folder, ignore_errors=True)
    pages = []
    for path in paths:
        page = Page(path, os.path.join(folder, os.path.splitext(os.path.basename(path))[0]))
        os.makedirs(page.folder)
        for name in ("scripts", "examples"):
            os.symlink(os.path.join(source, name), os.path.join(page.folder, name))
        pages.append(page)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(Page.run, pages))
    for page in pages:
        print(*page.messages, "%s: %d commands, %d failed" % (page.path, page.count, page.failed), sep="\n")
    sys.exit(any(page.failed for page in pages) or not any(page.count for page in pages))


main()
