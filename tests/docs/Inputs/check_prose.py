"""What a machine can say of the pages' prose.

    check_prose.py PAGE.md...

A sentence outside of tables has at most 40 words, a table's cell at most 40, a line outside of tables and blocks at most
140 characters. `code` counts as one word. Tables that scripts write are not looked at.
"""
import re
import sys

WORDS, WIDTH = 40, 140


def without(pattern, text):
    """The text with what matches blanked, and its lines kept."""
    return re.sub(pattern, lambda match: "\n" * match[0].count("\n"), text, flags=re.M | re.S)


def words(text):
    return len(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`]*`", "code", text)).split())


def paragraphs(text):
    """(number of the first line, text) of each paragraph, item and heading."""
    start, lines = 0, []
    for number, line in enumerate(text.split("\n") + [""], 1):
        if lines and (not line.strip() or re.match(r"\s*([-*]|\d+\.) |#|\|", line)):
            yield start, " ".join(lines)
            lines = []
        if line.strip():
            start = start if lines else number
            lines.append(line.strip())
            if line.startswith(("#", "|")):
                yield start, lines.pop()


def check(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = without(r"^<!-- (\S+) begins -->.*?^<!-- \1 ends -->$", without(r"^```.*?^```$", text))
    found = []
    for number, paragraph in paragraphs(text):
        if paragraph.startswith("|"):
            parts = [("cell", part) for part in paragraph.strip("|").split(" | ")]
        else:
            code = re.sub(r"`[^`]*`", "`code`", paragraph)
            parts = [("sentence", part) for part in re.split(r"(?<=[.:?!]) (?=[A-Z`*(])", code)]
        found += [(number, "a %s of %d words: %s" % (kind, words(part), part[:60])) for kind, part in parts
                  if words(part) > WORDS]
    found += [(number, "a line of %d characters" % len(line)) for number, line in enumerate(text.split("\n"), 1)
              if len(line) > WIDTH and not line.startswith("|")]
    return ["%s:%d: %s" % (path, number, what) for number, what in sorted(found)]


messages = [message for path in sys.argv[1:] for message in check(path)]
print("\n".join(messages + ["%d pages, %d complaints" % (len(sys.argv) - 1, len(messages))]))
sys.exit(bool(messages))
