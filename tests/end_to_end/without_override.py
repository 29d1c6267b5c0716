"""The program without root's right to write what is read-only; anybody else never had it."""

import ctypes
import os
import sys

DROP, DAC_OVERRIDE = 24, 1
"""PR_CAPBSET_DROP and CAP_DAC_OVERRIDE, as Linux numbers them."""

if os.geteuid() == 0:
    ctypes.CDLL(None).prctl(DROP, DAC_OVERRIDE, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "logbook", *sys.argv[1:]])  # noqa: S606 - the program under test
