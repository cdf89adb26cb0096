# SPDX-License-Identifier: GPL-3.0-or-later
"""The office where the server stands: tsunagi-server on a PostgreSQL of its own, its backup of the
evening, and everything it holds, to be looked through for words."""
import os
import subprocess
import sys

from desk import BUILD

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "ctl"))
sys.path.insert(0, os.path.join(HERE, "..", "server"))
from syncserver import Server  # noqa: E402
import postgres  # noqa: E402


class Office(Server):
    """As Server, but on PostgreSQL."""

    def __init__(self, folder, cluster_url):
        super().__init__(os.path.join(BUILD, "src", "server", "tsunagi-server"), folder,
                         {**os.environ, "HOME": folder, "XDG_DATA_HOME": folder,
                          "XDG_CACHE_HOME": folder, "LC_ALL": "C.UTF-8"})
        self.cluster_url = cluster_url
        self.database = cluster_url.rsplit("/", 1)[0] + "/tsunagi"
        self.ask_postgres("-c", "create database tsunagi", database=cluster_url)

    def ask_postgres(self, *arguments, database=None):
        done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
                               database or self.database, *arguments],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def save(self):
        """The backup as data/server/postgresql.conf says it."""
        copy = os.path.join(self.folder, "backup.dump")
        subprocess.run(["pg_dump", "--format", "custom", "--file", copy, self.database], check=True)
        return copy

    def put_back(self, copy):
        """On a new and empty database, as after a broken disk. The server is stopped."""
        self.ask_postgres("-c", "drop database tsunagi", database=self.cluster_url)
        self.ask_postgres("-c", "create database tsunagi", database=self.cluster_url)
        subprocess.run(["pg_restore", "--exit-on-error", "--dbname", self.database, copy],
                       check=True)

    def refuses_to_start(self):
        """What it says where it does not begin to serve."""
        done = subprocess.run([self.program, "--listen", "127.0.0.1:0", "--database",
                               self.database], capture_output=True, text=True, env=self.env,
                              timeout=30, check=False)
        assert done.returncode == 1, done.stdout
        return done.stderr

    def everything(self):
        """Every value the server keeps, also of what was changed since, and what it held back."""
        return self.ask_postgres("-c", "select fields from change where fields is not null",
                                 "-c", "select body from held")

    def devices_of(self, account):
        return [line.split()[0] for line in self.command("device", "list").splitlines()
                if account in line.split()]


__all__ = ["Office", "postgres"]
