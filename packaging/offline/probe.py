# -*- coding: utf-8 -*-
# Must run on any old Python, to say that it is too old.
# ruff: noqa: UP009, UP010, UP031, SIM905
"""Tell whether this Python can be used (exit status 0), else print why not."""

from __future__ import print_function, unicode_literals

import struct
import sys
import sysconfig

SERVED = "@SERVED@".split()
MACHINES = "@MACHINES@".split()

version = "%d.%d" % sys.version_info[:2]
bits = 8 * struct.calcsize("P")
shown = "Python %s（%d 位）" % (version, bits)
if version not in SERVED:
    print("找到 %s：不合用，要 %s 中的一个" % (shown, "、".join(SERVED)))
    sys.exit(3)
if bits != 64 or sysconfig.get_platform() not in MACHINES:
    print(
        "找到 %s、%s：不合用，要 64 位、%s 的"
        % (shown, sysconfig.get_platform(), "、".join(MACHINES))
    )
    sys.exit(3)
