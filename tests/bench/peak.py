#!/usr/bin/python3
"""usage: peak.py FILE COMMAND...
Runs COMMAND, ends with its exit status (or 128 and the signal), and writes its peak of resident memory, in KiB, to FILE."""
import resource
import subprocess
import sys

status = subprocess.call(sys.argv[2:])
with open(sys.argv[1], 'w') as out:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=out)
sys.exit(status if status >= 0 else 128 - status)
