"""paths.py BIN_FOLDER FOLDER: compiles in folders and files with odd names, on the command line and from response files.

Each compilation must make object, dependency file, report and manifest line under their names, with the listed function
rewritten; and make make understand the dependency file.
"""
import json
import os
import subprocess
import sys

NAMES = ("plain", "two words", "gr\u00fc\u00df \u65e5\u672c", "a$b", "it's", "#hash", "semi;colon&amp", "[x]*", "-dash", "@at", "per%cent",
         "a" * 200, "com,ma", "eq=ual")
GNU = ["-target", "x86_64-pc-windows-msvc", "-w", "-O1"]


def quoted(words, windows):
    """Words as a response file has them."""
    if windows:
        return " ".join('"%s"' % word.replace('"', '\\"') for word in words)
    return " ".join('"%s"' % word.replace("\\", "\\\\").replace('"', '\\"') for word in words)


def main():
    bin_folder, base = sys.argv[1:]
    made = failed = 0
    for name in NAMES:
        folder = os.path.join(base, name)
        os.makedirs(folder)
        source, text = os.path.join(folder, name + ".c"), "static int n; int f(void) { return ++n; }\n"
        function_list = os.path.join(folder, name + ".txt")
        for path, content in (source, text), (function_list, "f\n"):
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
        for program, form in (("hpcc", "args"), ("hpcc", "file"), ("hpcc-cl", "args"), ("hpcc-cl", "file")):
            output = os.path.join(folder, "%s %s.o" % (name[:100], form + program[4:]))
            depfile, manifest, report = output + ".d", output + ".jsonl", output + ".json"
            own = ["--hpcc-report=" + report, "--hpcc-manifest=" + manifest]
            if program == "hpcc":
                words = GNU + ["-c", "-o", output, "-MD", "-MF", depfile,
                               "-fms-secure-hotpatch-functions-file=" + function_list] + own + ["--", source]
            else:
                words = ["--target=x86_64-pc-windows-msvc", "-w", "/c", "/Fo" + output, "/clang:-MD", "/clang:-MF" + depfile,
                         "/hotpatchfunctionsfile:" + function_list] + own + ["--", source]
            if form == "file":
                inner, outer = os.path.join(folder, "inner.rsp"), os.path.join(folder, "outer.rsp")
                filler = ["-DFILLER_%d=%s" % (i, "x" * 1000) for i in range(300)]
                with open(inner, "w", encoding="utf-8") as file:
                    file.write(quoted(words, program == "hpcc-cl"))
                with open(outer, "w", encoding="utf-8") as file:
                    file.write(quoted(filler + ["@" + inner], program == "hpcc-cl"))
                words = ["@" + outer]
            result = subprocess.run([os.path.join(bin_folder, program)] + words, cwd=base, capture_output=True, text=True)
            made += 1
            problem = result.stderr if result.returncode else None
            if not problem:
                names = subprocess.run(["llvm-nm", output], capture_output=True, text=True).stdout
                with open(manifest, encoding="utf-8") as file:
                    line = json.loads(file.read())
                with open(report, encoding="utf-8") as file:
                    if json.load(file)["input"] != source:
                        problem = "the report names another source"
                if "__ref_n" not in names:
                    problem = "not rewritten"
                elif line["object"] != output or line["input"] != source:
                    problem = "the manifest names '%s' and '%s'" % (line["object"], line["input"])
                elif not problem:
                    problem = wrong_dependencies(depfile, [source, function_list])
            if problem:
                failed += 1
                print("paths.py: error: %s, %s %s: %s" % (name, program, form, problem))
    print("%d objects, %d wrong" % (made, failed))
    return failed != 0


def wrong_dependencies(depfile, wanted):
    """What clang itself would have written: blanks, `#` and `$` are escaped."""
    with open(depfile, encoding="utf-8") as file:
        text = file.read()
    for path in wanted:
        escaped = path.replace(" ", "\\ ").replace("#", "\\#").replace("$", "$$")
        if escaped not in text:
            return "'%s' is not among the dependencies: %s" % (escaped, text)
    return None


sys.exit(main())
