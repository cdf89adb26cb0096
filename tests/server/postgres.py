#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of one's own for as long as a test runs, durable as in earnest.

    postgres.py COMMAND [ARGUMENT...]   runs COMMAND with its address in TSU_TEST_POSTGRES
    with Postgres() as url: ...         the same from Python

TSU_POSTGRES_FSYNC=off, which the tests set and the benchmarks do not, spares the waiting for the
disk: no test cuts the power of the machine, and what the kernel took outlives a killed process.

The server refuses to run as root, so as root it is started as the user postgres. Where PostgreSQL
is not installed the tests are left out, which is said loudly; build-aux/install installs it."""
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

FOLDERS = sorted(glob.glob("/usr/lib/postgresql/*/bin"),
                 key=lambda path: int(path.split("/")[4]))


class Missing(Exception):
    """PostgreSQL is not installed."""


class Postgres:
    def __init__(self):
        if not FOLDERS:
            raise Missing("PostgreSQL is not installed; sh build-aux/install installs it")
        self.folder = None

    def run(self, program, *arguments):
        command = [os.path.join(FOLDERS[-1], program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    def control(self, *arguments):
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.folder, "log"),
                 *arguments)

    def start(self):
        fsync = os.environ.get("TSU_POSTGRES_FSYNC", "on")
        self.control("-o", f"-k {self.folder} -c listen_addresses='' -c max_connections=200 "
                     f"-c fsync={fsync}", "start")

    def kill(self):
        """As if the power had been cut: nothing is written that was not."""
        self.control("-m", "immediate", "stop")

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tsu-pg-")
        self.data = os.path.join(self.folder, "data")
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            os.chmod(self.folder, 0o755)
        try:
            self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                     "--no-sync", "--no-instructions", "--locale", "C")
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        host = urllib.parse.quote(self.folder, safe="")
        return f"postgresql://postgres@{host}/postgres"

    def __exit__(self, *_):
        try:
            self.control("-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def main():
    try:
        with Postgres() as url:
            done = subprocess.run(sys.argv[1:], env={**os.environ, "TSU_TEST_POSTGRES": url},
                                  check=False)
            return done.returncode if done.returncode >= 0 else 128 - done.returncode
    except Missing as missing:
        print(f"1..0 # SKIP {missing}")
        return 0


if __name__ == "__main__":
    sys.exit(main())
