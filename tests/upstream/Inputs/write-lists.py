"""write-lists.py PREFIX: function lists in every form a Windows editor may leave."""
import sys

for name, data in {
    "blanks": b"  f \t\n\n\th  \n",
    "comment": b"# fixes\nf # the first\nh\n",
    "bom": b"\xef\xbb\xbff\nh\n",
    "utf16le": "\ufefff\nh\n".encode("utf-16-le"),
    "utf16be": "\ufefff\nh\n".encode("utf-16-be"),
    "crlf": b"f\r\nh\r\n",
    "quotes": b'"f"\n"h"\n',
}.items():
    with open("%s.%s" % (sys.argv[1], name), "wb") as file:
        file.write(data)
