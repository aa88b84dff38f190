# What every lit test may use: the programs below as %names, the LLVM tools and tests/tools on PATH.
# A program that is missing stops the whole run: a test that cannot run has not passed.
import atexit
import os
import re
import shutil
import sys
import tempfile

config.name = "hpcc"
config.suffixes = [".c", ".cpp", ".ll", ".s", ".test"]
config.excludes = ["Inputs", "unit", "fuzz", "tools", "runtime", "CMakeLists.txt"]

# Tests write names as bare words. Where the checkout has a blank or another sign in its name, they go through a link.
if not re.fullmatch(r"[\w./-]+", config.hpcc_source + config.hpcc_exec + config.hpcc_bin, re.ASCII):
    links = tempfile.mkdtemp(prefix="hpcc-tests-")
    atexit.register(lambda pid: os.getpid() == pid and shutil.rmtree(links), os.getpid())
    build = os.path.dirname(config.hpcc_bin)
    os.symlink(config.hpcc_source, os.path.join(links, "source"))
    os.symlink(build, os.path.join(links, "build"))
    config.hpcc_source = os.path.join(links, "source")
    config.hpcc_exec = os.path.join(links, "build", os.path.relpath(config.hpcc_exec, build))
    config.hpcc_bin = os.path.join(links, "build", "bin")

sys.path.insert(0, os.path.join(config.hpcc_source, "tests/tools"))
import linked_format  # noqa: E402  pylint: disable=wrong-import-position

config.test_format = linked_format.ShTest(execute_external=False)
config.test_source_root = os.path.join(config.hpcc_source, "tests")
config.test_exec_root = config.hpcc_exec

tests_tools = os.path.join(config.test_source_root, "tools")


def program(folder, name):
    path = os.path.join(folder, name)
    if not os.access(path, os.X_OK):
        lit_config.fatal("required program '%s' is missing" % path)
    return path


# Substitutions are regular expressions; the word boundary keeps %hpcc out of %hpcc_cl.
def substitute(name, text):
    config.substitutions.append(("%" + name + r"\b", text.replace("\\", r"\\")))


for name, binary in (
    ("hpcc", "hpcc"),
    ("hpccxx", "hpcc++"),
    ("hpcc_cl", "hpcc-cl"),
    ("hpcc_opt", "hpcc-opt"),
    ("hpcc_base", "hpcc-base"),
    ("hpcc_diff", "hpcc-diff"),
    ("hpcc_patch", "hpcc-patch"),
    ("hpcc_link", "hpcc-link"),
    ("hpcc_replay", "hpcc-replay"),
):
    substitute(name, program(config.hpcc_bin, binary))
substitute("hpcc_bin", config.hpcc_bin)
for backend in ("hpcc-backend", "../libexec/hpcc-backend", "../libexec/hpcc/hpcc-backend", "libexec/hpcc-backend"):
    backend = os.path.normpath(os.path.join(config.hpcc_bin, backend))
    if os.access(backend, os.X_OK):
        break
else:
    lit_config.fatal("required program 'hpcc-backend' is missing near '%s'" % config.hpcc_bin)
substitute("hpcc_backend", backend)

# clang as hpcc finds it: by its versioned name, so that both record the same path in debug information.
for name, binary in (
    ("clang", "clang-22"),
    ("clangxx", "clang++"),
    ("clang_cl", "clang-cl"),
    ("lld_link", "lld-link"),
    ("readobj", "llvm-readobj"),
    ("objdump", "llvm-objdump"),
    ("pdbutil", "llvm-pdbutil"),
    ("opt", "opt"),
    ("llc", "llc"),
):
    substitute(name, program(config.llvm_bin, binary))
for binary in ("FileCheck", "not", "count", "split-file", "llvm-as", "llvm-dis", "llvm-nm", "llvm-ar", "llvm-dlltool"):
    program(config.llvm_bin, binary)
for tool in os.listdir(tests_tools):
    if not tool.startswith((".", "__")) and not os.path.splitext(tool)[1]:
        program(tests_tools, tool)
substitute("python", sys.executable)
substitute("tests", config.test_source_root)
substitute("source", config.hpcc_source)
substitute("cmake", config.cmake)
substitute("build", os.path.dirname(config.hpcc_bin))
substitute("toolchains", os.path.join(os.path.dirname(config.hpcc_bin), "share/cmake/hpcc"))

# Programs for Wine: linked without DLLs of their own, run with the prefix that the test wine/make has made.
substitute("link", "-static -fuse-ld=lld-22")
substitute("wine", "%s %s" % (os.path.join(config.test_source_root, "runtime/in-wine"),
                              os.path.join(config.hpcc_exec, "runtime/wine")))

# Targets: %x64 %x86 %a64 for windows-msvc, with `gnu` appended for windows-gnu.
for short, arch in (("x64", "x86_64"), ("x86", "i686"), ("a64", "aarch64")):
    substitute(short, "-target %s-pc-windows-msvc" % arch)
    substitute(short + "gnu", "-target %s-w64-windows-gnu" % arch)
# `%list=f,g` selects functions in hpcc and in clang alike. clang needs the prologue flag too; with it both do the same.
substitute("list", "-fms-hotpatch -fms-secure-hotpatch-functions-list")
# clang reads the list above in its front end only: for .ll inputs its pass needs the option itself.
substitute("llist", "-fms-hotpatch -mllvm -ms-secure-hotpatch-functions-list")

# The environment: ours, nothing of the caller's settings for hpcc or clang.
for variable in list(os.environ):
    if re.match(r"HPCC_|CMAKE_|CL$|_CL_$|CCC_|CC_PRINT|SOURCE_DATE_EPOCH$|CPATH$|C_INCLUDE_PATH$|INCLUDE$|LIB$", variable):
        config.environment.pop(variable, None)
if os.environ.get("HPCC_LONG") == "1":
    config.available_features.add("long")
for variable in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "HPCC_LONG"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]
config.environment["PATH"] = os.pathsep.join([tests_tools, config.hpcc_bin, config.llvm_bin, os.environ["PATH"]])
config.environment["LC_ALL"] = "C"
config.environment["FILECHECK_OPTS"] = "--dump-input-filter=error"
if config.hpcc_sanitized:
    config.available_features.add("sanitized")
    config.environment["ASAN_OPTIONS"] = "detect_leaks=0:abort_on_error=0"
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"

# Rows of the defect table that a newer clang has fixed retire themselves: native-wrong writes a line here.
retired = os.path.join(config.hpcc_exec, "retired.txt")
config.environment["HPCC_TEST_RETIRED"] = retired
main_process = os.getpid()
try:
    os.remove(retired)
except FileNotFoundError:
    pass


def report_retired():
    if os.getpid() == main_process and os.path.exists(retired):
        with open(retired) as lines:
            print("".join("retired: " + line for line in sorted(set(lines))), end="")


atexit.register(report_retired)
