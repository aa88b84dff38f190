"""Writes bad and large function lists into the current folder."""
import os

for name, data in {
    "binary": b"f\ng\0h\n",
    "utf16": "\ufefff\n".encode("utf-16-le") + b"g",
    "long": b"f\ng\n" + b"x" * (1 << 20) + b"\n",
    "empty": b"# nothing yet\n\n",
    "huge": b"",
}.items():
    with open(name, "wb") as file:
        file.write(data)
os.truncate("huge", (1 << 30) + 1)
with open("big", "wb") as file:
    for start in range(0, 5000000, 100000):
        file.write(b"".join(b"function_%010d\n" % i for i in range(start, start + 100000)))
    file.write(b"f\n")
