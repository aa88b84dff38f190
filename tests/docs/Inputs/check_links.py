"""Looks for dead links in the project's pages, for pages that README.md does not lead to, and for pages that the code
names and that are not there.

    check_links.py TOP
"""
import os
import re
import sys

top = sys.argv[1]
dead = []


def read(path):
    with open(os.path.join(top, path), encoding="utf-8") as file:
        return file.read()


def anchors(path):
    """The anchors of a page's headings, as GitHub makes them."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", read(path), flags=re.M | re.S), re.M):
        text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        base = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        name, number = base, 0
        while name in found:
            number += 1
            name = "%s-%d" % (base, number)
        found.add(name)
    return found


def links(path):
    text = re.sub(r"^```.*?^```", "", read(path), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.findall(r"\]\(([^)\s]+)\)", text)


def check(path):
    """The pages that this one leads to."""
    reached = []
    for link in links(path):
        if re.match(r"https?:", link):
            continue
        name, _, anchor = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(path), name)) if name else path
        if not os.path.exists(os.path.join(top, target)):
            dead.append("%s: '%s' is not there" % (path, link))
        elif anchor and anchor not in anchors(target):
            dead.append("%s: '%s' has no such heading" % (path, link))
        elif target.endswith(".md"):
            reached.append(target)
    return reached


def named_in_code():
    """(file, page) for each docs/PAGE.md that another file names."""
    for folder in ("config", "driver", "image", "loader", "man", "pass", "scripts", "tests"):
        for place, _, names in os.walk(os.path.join(top, folder)):
            for name in names:
                path = os.path.relpath(os.path.join(place, name), top)
                if path.startswith("tests/docs/"):
                    continue
                with open(os.path.join(top, path), encoding="utf-8", errors="replace") as file:
                    for page in re.findall(r"\bdocs/[a-z-]+\.md", file.read().replace("\\-", "-")):
                        yield path, page


pages = ["README.md", "CONTRIBUTING.md"]
pages += sorted("docs/" + name for name in os.listdir(os.path.join(top, "docs")) if name.endswith(".md"))
reached = {"README.md"}
count = 0
for page in pages:
    found = check(page)
    count += len(found)
    if page == "README.md":
        reached.update(found)
dead += ["README.md has no link to %s" % page for page in pages if page not in reached]
dead += ["%s names %s, which is not there" % pair for pair in named_in_code()
         if not os.path.exists(os.path.join(top, pair[1]))]
print("\n".join(dead + ["%d pages, %d links between them, %d dead" % (len(pages), count, len(dead))]))
sys.exit(bool(dead))
