"""Random programs for images that run without a C library, in C by csmith and in C++ of parts: each has an entry
`csmith_main`, which leaves what it has come to in `csmith_result`; both are exported."""
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "Inputs")
C_TARGETS = {
    "x86": ["i686-w64-windows-gnu", "-lldmingw"],
    "x64": ["x86_64-pc-windows-msvc"],
    "arm64": ["aarch64-pc-windows-msvc"],
}
TARGETS = {
    "x86": ["i686-w64-windows-gnu", "-lldmingw"],
    "x86-msvc": ["i686-pc-windows-msvc"],
    "x64": ["x86_64-pc-windows-msvc"],
    "x64-gnu": ["x86_64-w64-windows-gnu", "-lldmingw"],
    "arm64": ["aarch64-pc-windows-msvc"],
    "arm64-gnu": ["aarch64-w64-windows-gnu", "-lldmingw"],
}
LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os", "-Oz"]
FLAGS = ["-fno-inline", "-fmerge-all-constants", "-fno-strict-aliasing", "-fno-vectorize", "-fdata-sections",
         "-ftrivial-auto-var-init=pattern", "-fwrapv", "-fno-unroll-loops", "-fno-optimize-sibling-calls", "-frtti"]
C_COMMON = ["-ffreestanding", "-w", "-I", INPUTS, "-I/usr/include/csmith", "-nostdlibinc", "-gcodeview"]
CXX_COMMON = ["-ffreestanding", "-nostdlibinc", "-Wno-everything", "-fno-exceptions", "-fno-rtti"]
CXX = ["-std=c++20", "-gcodeview", "-fno-threadsafe-statics"]
RUNTIME = ["rt.c", "rt-cxx.cpp"]
LINK = ["/dll", "/noentry", "/nodefaultlib", "/dynamicbase", "/opt:noref", "/opt:noicf"]


def run(command, **keywords):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, **keywords)


def write_c(seed, path):
    """Writes csmith's program; its output is not "" on failure. It writes platform.info into the folder, and reads it."""
    csmith = run(["csmith", "--seed", str(seed), "--no-argc", "--no-volatiles", "-o", path],
                 cwd=os.path.dirname(path))
    return "csmith failed: " + csmith.stdout if csmith.returncode else ""


def shared(part):
    """The part with its functions and variables inline."""
    part = re.sub(r"^((?:\w+\(.*?\)+ |constinit )?)static ", r"\1inline ", part, flags=re.M)
    return re.sub(r"^((?:const )?\w+ (?:\w+::\w+ =|&\w+ =|step\())", r"inline \1", part, flags=re.M)


def cxx_text(chosen, is_shared):
    """A program of C++ parts that `chosen`, a random.Random, puts together. Parts begin with a line `//# NAME`; what
    they name UNIQUE_ something is global. A shared one has all parts inline, and with -DASIDE is another file."""
    with open(os.path.join(INPUTS, "parts.cpp")) as file:
        head, *parts = re.split(r"^//# .*\n", file.read(), flags=re.M)
    if is_shared:
        parts = [shared(part) for part in parts if "UNIQUE_" not in part]
    text, calls = head, []
    for number, part in enumerate(chosen.sample(parts, chosen.randint(len(parts) // 3, len(parts)))):
        part = re.sub(r"\bK\d\b", lambda match: str(chosen.randint(1, 99)), part)
        part = part.replace("UNIQUE_", "part%d_" % number)
        text += "namespace part%d {\n%s}\n" % (number, part)
        call = "\tmix(part%d::step(%d + (unsigned)csmith_result %% 7));\n"
        calls += [call % (number, chosen.randint(0, 9)) for _ in range(chosen.randint(1, 3))]
    chosen.shuffle(calls)
    return text + """#ifdef ASIDE
void aside()
#else
extern "C" __declspec(dllexport) void csmith_main()
#endif
{
%s}
""" % "".join(calls)
