# Writes a module of 1,000 functions with long names, a list with a million stars, and one with hard globs.
import sys

module, stars, letters = sys.argv[1:]
with open(module, "w") as out:
    out.write('target triple = "x86_64-pc-windows-msvc"\n')
    for i in range(1000):
        out.write("define void @%s%d() {\n  ret void\n}\n" % ("a" * 200, i))
with open(stars, "w") as out:
    out.write("*" * 1000000 + "\n")
with open(letters, "w") as out:
    out.write("%sb\n%sb\n%s\n" % ("*" * 65535, "*a" * 100, "*" * 65535))
