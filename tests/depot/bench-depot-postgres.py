#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-depot on a PostgreSQL of its own. Given a path in the folder of the built bench-depot."""
import os
import subprocess
import sys

HELPER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server", "postgres.py")
PROGRAM = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "bench-depot")

sys.exit(subprocess.run([sys.executable, HELPER, PROGRAM], check=False).returncode)
