# Writes NAME.ll with 1,000 functions, NAME.txt with 100,000 entries that are none of them, and the same with entries
# that are anagrams of the functions: NAME.hard.ll, NAME.hard.
import random
import sys

name = sys.argv[1]
random.seed(1)
parts = "net list send get table packet update window buffer free state hash cursor page btree lock".split()


def words():
    return "_".join(random.choice(parts) for _ in range(4))


def anagram():
    return "".join(random.sample("abcdefghijklmnopqrst", 20))


for module, entries, make in ((name + ".ll", name + ".txt", words), (name + ".hard.ll", name + ".hard", anagram)):
    functions = {make() for _ in range(1000)} | {"send_misspelt_packet"}
    with open(module, "w") as out:
        out.write('target triple = "x86_64-pc-windows-msvc"\n')
        for function in sorted(functions):
            out.write("define void @%s() {\n  ret void\n}\n" % function)
    with open(entries, "w") as out:
        out.write("send_misspelt_pakcet\n")
        for _ in range(100000):
            out.write(make() + ("\n" if make is anagram else "_%s\n" % random.choice(parts)))
