"""distributed.py BIN_FOLDER FOLDER: distcc in front of hpcc, with a server on the loopback interface.

Every object must be the one that hpcc makes here. With an inline list the server must have made it; where the server
cannot have the list, it must refuse, and distcc must make the object here.
"""
import os
import shutil
import socket
import subprocess
import sys
import time

SOURCE = '#include "own.h"\nstatic int a, b;\nint f(void) { return ++a; }\nint g(void) { return OWN + ++b; }\n'
ARGS = ["-target", "x86_64-pc-windows-msvc", "-O2", "-Wno-hotpatch-no-debug", "-mno-incremental-linker-compatible",
        "-c", "in.c", "-o", "out.obj"]
FILE = "-fms-secure-hotpatch-functions-file="
TEXT = "-fms-secure-hotpatch-functions-list="


def start_server(env, folder):
    """distccd's, on a free port; another one if somebody else was faster to take that."""
    for _ in range(5):
        server, port = try_server(env, folder)
        if server:
            return server, port
    sys.exit("distributed.py: error: distccd does not start")


def try_server(env, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    # distccd does not run as root; without a mapping of users nobody is root.
    command = ["unshare", "--user"] if os.geteuid() == 0 else []
    command += ["distccd", "--no-detach", "--daemon", "--listen", "127.0.0.1", "--port", port, "--allow", "127.0.0.1",
                "--jobs", "2", "--log-file", os.path.join(folder, "server.log"), "--log-level", "info",
                "--enable-tcp-insecure"]
    server = subprocess.Popen(command, env=env, cwd=folder, stderr=subprocess.DEVNULL)
    for _ in range(600):
        if server.poll() is not None:
            return None, port
        try:
            socket.create_connection(("127.0.0.1", int(port))).close()
            time.sleep(0.05)  # it ends if the port is another's
            return (server, port) if server.poll() is None else (None, port)
        except OSError:
            time.sleep(0.05)
    server.terminate()
    sys.exit("distributed.py: error: distccd does not answer")


def jobs(folder, what):
    with open(os.path.join(folder, "server.log")) as log:
        return log.read().count(what)


def main():
    bin_folder, folder = sys.argv[1:]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "client"))
    for name, text in (("in.c", SOURCE), ("own.h", "#define OWN 1\n"), ("list.txt", "f\n")):
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    env = dict(os.environ, PATH=bin_folder + os.pathsep + os.environ["PATH"], DISTCC_BACKOFF_PERIOD="0",
               DISTCC_DIR=os.path.join(folder, "client"))
    server, port = start_server(env, folder)
    env["DISTCC_HOSTS"] = "127.0.0.1:" + port
    failed = compared = 0

    def build(command, extra):
        path = os.path.join(folder, "out.obj")
        if os.path.exists(path):
            os.remove(path)
        result = subprocess.run(command, cwd=folder, env=dict(env, **extra), capture_output=True, text=True)
        if result.returncode:
            sys.exit("distributed.py: error: %s\n%s" % (" ".join(command), result.stderr))
        with open(path, "rb") as file:
            return file.read()

    try:
        inline = subprocess.run(["hpcc", "--hpcc-inline-list", FILE + "list.txt"], cwd=folder, env=env,
                                capture_output=True, text=True, check=True).stdout.rstrip("\n")
        for what, options, extra, remote in (
                ("no list", [], {}, True),
                ("inline list", [inline], {}, True),
                ("inline list of two", [TEXT + "f,g"], {}, True),
                ("list file that the server does not find", [FILE + "list.txt"], {}, False),
                ("list file that the server finds", [FILE + os.path.join(folder, "list.txt")], {}, True),
                ("list in a variable", [], {"HPCC_FUNCTIONS": "f"}, False),
        ):
            wanted = build(["hpcc"] + ARGS + options, extra)
            before, done = jobs(folder, "COMPILE_OK"), jobs(folder, " COMPILE_")
            got = build(["distcc", "hpcc"] + ARGS + options, extra)
            compared += 1
            for _ in range(200):  # the server is asked each time, and notes the job after its answer
                if jobs(folder, " COMPILE_") > done:
                    break
                time.sleep(0.05)
            was_remote = jobs(folder, "COMPILE_OK") > before
            if got != wanted or was_remote != remote:
                failed += 1
                print("distributed.py: %s: %s object, made %s" % (
                    what, "the right" if got == wanted else "another", "there" if was_remote else "here"))
        refused = jobs(folder, "COMPILE_ERROR")
    finally:
        server.terminate()
        server.wait()
    print("distcc: %d compared, %d wrong, %d refused by the server" % (compared, failed, refused))
    return 1 if failed or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
