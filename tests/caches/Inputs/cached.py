"""cached.py HPCC MODE FOLDER: a compiler cache in front of hpcc never gives back an object for another list.

MODE is one of the names in MODES below, e.g. "ccache-direct". Compiles one source again and again through the cache
while the list changes, and compares every object with the one that hpcc makes without the cache. Prints how many
objects were compared and how many the cache gave back; fails where one differs, or where nothing was given back.
"""
import os
import re
import shutil
import socket
import subprocess
import sys

SOURCE = '#include "own.h"\nstatic int a, b;\nint f(void) { return ++a; }\nint g(void) { return OWN + ++b; }\n'
# Without debug information, which records the order of the arguments, which caches change.
GNU = ["-target", "x86_64-pc-windows-msvc", "-O2", "-Wno-hotpatch-no-debug", "-mno-incremental-linker-compatible", "-c", "in.c",
       "-MD", "-MF", "out.d", "-o", "out.obj"]
CL = ["--target=x86_64-pc-windows-msvc", "/O2", "-Wno-hotpatch-no-debug", "/Brepro", "/c", "in.c", "/showIncludes", "/Foout.obj"]
GNU_LIST, CL_LIST = "-fms-secure-hotpatch-functions-file=list.txt", "/hotpatchfunctionsfile:list.txt"

# tool, program, arguments, option with the list, environment
MODES = {
    "ccache-direct": ("ccache", "hpcc", GNU, GNU_LIST, {}),
    "ccache-preprocessor": ("ccache", "hpcc", GNU, GNU_LIST, {"CCACHE_NODIRECT": "1"}),
    "ccache-once": ("ccache", "hpcc", GNU, GNU_LIST, {"CCACHE_NODIRECT": "1", "CCACHE_NOCPP2": "1"}),
    "ccache-depend": ("ccache", "hpcc", GNU, GNU_LIST, {"CCACHE_DEPEND": "1"}),
    "ccache-cl": ("ccache", "hpcc-cl", CL, CL_LIST, {"CCACHE_COMPILERTYPE": "clang-cl"}),
    "ccache-cl-depend": ("ccache", "hpcc-cl", CL, CL_LIST, {"CCACHE_COMPILERTYPE": "clang-cl", "CCACHE_DEPEND": "1"}),
    "sccache": ("sccache", "hpcc", GNU, GNU_LIST, {}),
    "sccache-cl": ("sccache", "hpcc-cl", CL, "-" + CL_LIST[1:], {}),
}


def start_server(env):
    """sccache's, on a free port that goes into the environment."""
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            env["SCCACHE_SERVER_PORT"] = str(free.getsockname()[1])
        result = subprocess.run(["sccache", "--start-server"], env=env, capture_output=True, text=True)
        if result.returncode == 0:
            return
    sys.exit("cached.py: error: sccache's server does not start: " + result.stderr)


def stop_server(env):
    subprocess.run(["sccache", "--stop-server"], env=env, capture_output=True)


class Case:
    def __init__(self, bin_folder, mode, folder):
        self.tool, program, self.args, self.list_option, extra = MODES[mode]
        self.program = os.path.join(bin_folder, program)
        self.folder = folder
        self.compared = self.failed = self.moment = 0
        self.env = dict(os.environ, **extra)
        for name in "CCACHE_DIR", "SCCACHE_DIR", "CCACHE_CONFIGPATH", "SCCACHE_CONF":
            self.env[name] = os.path.join(folder, "store" if name.endswith("DIR") else "no-settings")
        if mode.startswith("ccache") and "CCACHE_COMPILERTYPE" not in extra:
            self.env["CCACHE_COMPILERTYPE"] = "clang"
        if self.tool == "sccache":
            self.env["SCCACHE_IDLE_TIMEOUT"] = "600"
            start_server(self.env)

    def write(self, name, text):
        # Old, and of another time than before: caches take a file that is as young as the object for unfinished.
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        self.moment += 10
        os.utime(path, (1e9 + self.moment, 1e9 + self.moment))

    def run(self, command, extra=None):
        for name in ("out.obj", "out.d"):
            if os.path.exists(os.path.join(self.folder, name)):
                os.remove(os.path.join(self.folder, name))
        result = subprocess.run(command, cwd=self.folder, env=dict(self.env, **(extra or {})), capture_output=True,
                                text=True)
        if result.returncode:
            sys.exit("cached.py: error: %s\n%s%s" % (" ".join(command), result.stdout, result.stderr))
        with open(os.path.join(self.folder, "out.obj"), "rb") as file:
            return file.read(), result.stdout

    def hits(self):
        if self.tool == "ccache":
            text = subprocess.run(["ccache", "--print-stats"], env=self.env, capture_output=True, text=True).stdout
            return sum(int(n) for n in re.findall(r"^(?:direct|preprocessed)_cache_hit\t(\d+)", text, re.M))
        text = subprocess.run(["sccache", "--show-stats"], env=self.env, capture_output=True, text=True).stdout
        return int(re.search(r"^Cache hits +(\d+)", text, re.M).group(1))

    def check(self, what, options, extra=None, hit=None):
        """Compares the cache's object with hpcc's own; `hit`: whether it must, or must not, come out of the store."""
        command = [self.program] + self.args + options
        wanted, _ = self.run(command, extra)
        before = self.hits()
        got, notes = self.run([self.tool] + command, extra)
        self.compared += 1
        problem = None
        if got != wanted:
            problem = "not the object that hpcc makes"
        elif hit is not None and (self.hits() > before) != hit:
            problem = "given back" if not hit else "not given back"
        elif self.list_option in options and "list.txt" not in (
                notes if "/showIncludes" in self.args else open(os.path.join(self.folder, "out.d")).read()):
            problem = "the list is not among the dependencies"
        if problem:
            self.failed += 1
            print("cached.py: %s: %s" % (what, problem))
        return got


def contents(case):
    """The file named by the option changes its content, to the same length, and back."""
    option = [case.list_option]
    case.write("list.txt", "f\n")
    first = case.check("list f", option, hit=False)
    case.check("list f again", option, hit=True)
    case.write("list.txt", "g\n")
    if case.check("list g", option, hit=False) == first:
        sys.exit("cached.py: error: both lists give the same object: the case shows nothing")
    case.check("list g again", option, hit=True)
    case.write("list.txt", "elsewhere\n")
    case.check("nothing selected", option)
    case.write("list.txt", "f\n")
    case.check("list f once more", option)
    case.check("no list", [])
    case.write("own.h", "#define OWN 2\n")
    case.check("another header", option, hit=False)
    case.write("own.h", "#define OWN 1\n")


def inlined(case):
    """The list as an option that needs no file."""
    for name in "f", "g", "f":
        case.write("list.txt", name + "\n")
        text = subprocess.run([case.program, "--hpcc-inline-list", case.list_option], cwd=case.folder, env=case.env,
                              capture_output=True, text=True, check=True).stdout
        case.check("inline list " + name, [text.rstrip("\n")])
    case.check("inline list again", [text.rstrip("\n")], hit=True)


def variables(case):
    """Lists in the environment, which caches do not look at: nothing is kept."""
    args, case.args = case.args, case.args + ["-fno-delete-null-pointer-checks"]
    for name in "f", "g", "f":
        case.check("HPCC_FUNCTIONS=" + name, [], {"HPCC_FUNCTIONS": name})
        case.write("list.txt", name + "\n")
        case.check("HPCC_FUNCTIONS_FILE with " + name, [], {"HPCC_FUNCTIONS_FILE": "list.txt"})
    case.check("without them", [])
    case.args = args


def configuration(case):
    """The configuration file: its own content, and that of the lists it names, also where none was for the source."""
    option = ["--hpcc-config=hpcc.json"]
    for sources, name in ("x*", "f"), ("in*", "f"), ("in*", "g"), ("x*", "g"):
        case.write("list.txt", name + "\n")
        case.write("hpcc.json", '{"lists": [{"files": "list.txt", "sources": "%s"}]}' % sources)
        case.check("configuration %s %s" % (sources, name), option, hit=None if sources == "x*" else False)
        case.check("configuration %s %s again" % (sources, name), option, hit=True)
    case.write("hpcc.json", "{}")
    case.check("empty configuration", option)
    args, case.args = case.args, case.args + ["-fno-strict-aliasing"]
    for name in "f", "g":
        case.write("hpcc.json", '{"lists": [{"functions": "%s"}]}' % name)
        case.check("HPCC_CONFIG with " + name, [], {"HPCC_CONFIG": "hpcc.json"}, hit=False)
    case.check("without it", [], hit=False)
    case.args = args


def recipe(case):
    """With the key as ccache's compiler check, variables take part from the beginning; and another clang does."""
    args, case.args = case.args, case.args + ["-fno-signed-char"]
    env = {"CCACHE_COMPILERCHECK": "%compiler% --hpcc-print-config"}
    clang = os.path.join(case.folder, "clang")
    shutil.copy(os.path.realpath(shutil.which("clang-22")), clang)
    for moment in 1e9, 2e9:
        os.utime(clang, (moment, moment))
        text = subprocess.run([case.program, "--hpcc-print-config", "--hpcc-clang=" + clang], cwd=case.folder,
                              env=case.env, capture_output=True, text=True, check=True).stdout
        other = dict(env, HPCC_CLANG=clang, SCCACHE_C_CUSTOM_CACHE_BUSTER=re.search("key: (.*)", text).group(1))
        case.check("clang of %d" % moment, [], other, hit=False)
        case.check("clang of %d again" % moment, [], other, hit=True)
    case.check("first without", [], env, hit=False)
    case.check("first without, again", [], env, hit=True)
    case.check("then HPCC_FUNCTIONS", [], dict(env, HPCC_FUNCTIONS="f"), hit=False)
    case.check("then without", [], env, hit=True)
    case.args = args


def records(case):
    """Reports and manifest lines, which caches do not keep, are always written."""
    manifest = os.path.join(case.folder, "build.jsonl")
    options = [case.list_option, "--hpcc-report=report.json", "--hpcc-manifest=build.jsonl"]
    for turn in range(3):
        case.check("with records, turn %d" % turn, options, hit=False)
        report = os.path.join(case.folder, "report.json")
        if not os.path.exists(report):
            sys.exit("cached.py: error: no report in turn %d" % turn)
        os.remove(report)
    if sum(1 for _ in open(manifest)) != 6:
        sys.exit("cached.py: error: %d manifest lines instead of 6" % sum(1 for _ in open(manifest)))


def main():
    bin_folder, mode, folder = sys.argv[1:]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    case = Case(bin_folder, mode, folder)
    case.write("in.c", SOURCE)
    case.write("own.h", "#define OWN 1\n")
    try:
        for part in contents, inlined, variables, configuration, recipe, records:
            part(case)
        hits = case.hits()
    finally:
        if case.tool == "sccache":
            stop_server(case.env)
    print("%s: %d compared, %d wrong, %s given back" % (mode, case.compared, case.failed, "some" if hits else "none"))
    return 1 if case.failed or not hits else 0


if __name__ == "__main__":
    sys.exit(main())
