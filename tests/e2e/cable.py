# SPDX-License-Identifier: GPL-3.0-or-later
"""The cable between one laptop and the server: it can be pulled and plugged in again, and it can
lose the answer to what was already received."""
import contextlib
import selectors
import socket
import threading


class Cable(threading.Thread):
    """Forwards TCP from a port of its own to the server's, until it is told otherwise."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.far_port = port
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.port = self.ear.getsockname()[1]
        self.plugged = True
        self.losing = False
        self.passed = 0  # bytes that went towards the server
        self.lock = threading.Lock()
        self.pairs = {}
        self.over = False
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.ear, selectors.EVENT_READ)
        self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def pull(self):
        """Nothing passes any more; what was under way is torn off."""
        self.plugged = False
        with self.lock:
            for end in list(self.pairs):
                self.tear(end)

    def plug(self):
        self.plugged = True
        self.losing = False

    def lose_answers(self):
        """The server hears everything, and nobody hears the server."""
        self.losing = True

    def close(self):
        self.pull()
        self.over = True
        self.join()
        self.ear.close()
        self.selector.close()

    def tear(self, end):
        other = self.pairs.pop(end, None)
        for side in (end, other):
            if side is not None:
                self.pairs.pop(side, None)
                with contextlib.suppress(KeyError, ValueError):
                    self.selector.unregister(side)
                side.close()

    def accept(self):
        near, _ = self.ear.accept()
        if not self.plugged:
            near.close()
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.far_port), 5)
        except OSError:
            near.close()
            return
        self.pairs[near], self.pairs[far] = far, near
        self.selector.register(near, selectors.EVENT_READ, "near")
        self.selector.register(far, selectors.EVENT_READ, "far")

    def hand_on(self, end, side):
        if end not in self.pairs:
            return
        try:
            data = end.recv(65536)
            if not data or (side == "far" and self.losing):
                self.tear(end)
                return
            self.pairs[end].sendall(data)
            self.passed += len(data) if side == "near" else 0
        except OSError:
            self.tear(end)

    def run(self):
        while not self.over:
            for key, _ in self.selector.select(0.05):
                with self.lock:
                    if key.fileobj is self.ear:
                        self.accept()
                    else:
                        self.hand_on(key.fileobj, key.data)
