# SPDX-License-Identifier: GPL-3.0-or-later
"""The real tsunagi-server for tests that share ledgers: started on a free port of the loopback,
killed and started again on the same port, restored from a copy."""

import os
import re
import select
import shutil
import signal
import subprocess
import time

PASSWORD = 'geheim-und-lang'


class Server:
    """tsunagi-server on a database of its own in the folder of a test."""

    def __init__ (self, program, folder, env):
        self.program = program
        self.folder = folder
        self.database = os.path.join (folder, 'server.db')
        self.env = env
        self.port = 0
        self.process = None

    def command (self, *arguments, password=None):
        done = subprocess.run ([self.program, *arguments, '--database', self.database],
                               input=password and (password + '\n').encode (),
                               capture_output=True, timeout=60, env=self.env)
        assert done.returncode == 0, (arguments, done.stderr.decode ())
        return done.stdout.decode ()

    def add_user (self, name, ward='高津', role='coordinator'):
        self.command ('user', 'add', name, '--ward', ward, '--role', role, '--password-stdin',
                      password=PASSWORD)

    def start (self, *arguments):
        """Starts it, on the port it had before."""
        self.process = subprocess.Popen (
            [self.program, '--listen', f'127.0.0.1:{self.port}', '--database', self.database,
             '--cache', os.path.join (self.folder, 'cache'), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.env)
        line = self.read_line ()
        found = re.search (r'listening on \S*?:(\d+)', line)
        assert found, f'the server did not start: {line!r}'
        self.port = int (found.group (1))
        return self

    def read_line (self, seconds=30):
        line, end = b'', time.monotonic () + seconds
        while not line.endswith (b'\n') and time.monotonic () < end:
            if select.select ([self.process.stdout], [], [], 0.1)[0]:
                piece = os.read (self.process.stdout.fileno (), 1)
                if not piece:
                    break
                line += piece
        return line.decode ()

    @property
    def url (self):
        return f'http://127.0.0.1:{self.port}'

    def stop (self, number=signal.SIGTERM):
        if self.process and self.process.poll () is None:
            self.process.send_signal (number)
            self.process.wait (30)
        if self.process:
            self.process.stdout.close ()
        self.process = None

    def kill (self):
        self.stop (signal.SIGKILL)

    def save (self):
        """A copy of the database as of now; the server need not stop for it."""
        copy = os.path.join (self.folder, 'copy.db')
        if os.path.exists (copy):
            os.unlink (copy)
        self.command ('backup', copy)
        return copy

    def put_back (self, copy):
        """The database is replaced by the copy, as after a broken disk. The server is stopped."""
        for suffix in ('-wal', '-shm'):
            if os.path.exists (self.database + suffix):
                os.unlink (self.database + suffix)
        shutil.copyfile (copy, self.database)
