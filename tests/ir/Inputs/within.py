# Runs a program and says so if it took more than the given seconds of processor time.
import resource
import subprocess
import sys

status = subprocess.call(sys.argv[2:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = usage.ru_utime + usage.ru_stime
if seconds > float(sys.argv[1]):
    print("took %.1f s" % seconds)
    sys.exit(99)
sys.exit(status)
