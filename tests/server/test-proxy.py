# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for the system: nginx as it is shipped, before a real server, and the systemd unit.

    test-proxy.py PROGRAM sqlite POLICY-TABLE DATA-FOLDER"""
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys

from servertest import DEADLINE, PROGRAM, Answer, Desk, change, equal, run, true, wait_for

DATA = sys.argv[4]
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin")
VERIFY = shutil.which("systemd-analyze")


class Line:
    """A connection through the proxy, as servertest.Line."""

    def __init__(self, port, trusted):
        context = ssl.create_default_context(cafile=trusted)
        context.check_hostname = False
        self.connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=DEADLINE,
                                                      context=context)

    def ask(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, headers or {})
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def find_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def adapt(house, server, port):
    """The shipped file with the names and ports of this test; nothing else of it is touched."""
    with open(os.path.join(DATA, "tsunagi.nginx.conf"), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"/etc/letsencrypt/live/[^/]*/(\w+)\.pem", house.path(r"\1.pem"), text)
    for old, new in (("server 127.0.0.1:8470;", f"server 127.0.0.1:{server.address[1]};"),
                     ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
                     ("listen 80;", f"listen 127.0.0.1:{find_port()};"),
                     ("    listen [::]:443 ssl http2;\n", ""), ("    listen [::]:80;\n", ""),
                     ("/var/log/nginx/tsunagi.access.log", house.path("access.log"))):
        true(old in text, old)
        text = text.replace(old, new)
    temporary = "".join(f"{kind}_temp_path {house.path(kind)};" for kind in (
        "client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.getuid() == 0 else ""
    with open(house.path("nginx.conf"), "w", encoding="utf-8") as file:
        file.write(f"{user} daemon off; pid {house.path('pid')}; error_log {house.path('error.log')};"
                   f"events {{}} http {{ {temporary}\n{text}\n}}\n")


def make_certificate(house):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
                    house.path("privkey.pem"), "-out", house.path("fullchain.pem"), "-days", "2",
                    "-subj", "/CN=ledger.example.jp"], check=True, capture_output=True)


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_nginx(house):
    if not NGINX:
        print("# nginx is not installed: left out", flush=True)
        return
    house.add_user("hana", 1, "coordinator")
    server, port = house.serve("--requests-per-second", "10000"), find_port()
    make_certificate(house)
    adapt(house, server, port)
    command = [NGINX, "-c", house.path("nginx.conf"), "-e", house.path("error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, check=False)
    equal(tried.returncode, 0, tried.stderr)
    true(b"warn" not in tried.stderr, tried.stderr)
    proxy = subprocess.Popen(command)
    try:
        wait_for(lambda: is_open(port), "nginx does not listen")
        try_through(server, port, house.path("fullchain.pem"))
    finally:
        proxy.terminate()
        proxy.wait(timeout=DEADLINE)
    server.stop()


def try_through(server, port, trusted):
    desk = Desk(server, "hana")
    desk.line = Line(port, trusted)
    desk.login()
    for _ in range(12):
        desk.save(*[change({"note": "x" * 1500}) for _ in range(400)])
    equal(len(desk.snapshot()[1]), 4800)
    equal(len(desk.pull_all()), 4800)
    equal(desk.pull(wait=1)[1], [])
    for path in ("/metrics", "/", "/v2/push"):
        equal(desk.ask("GET", path).status, 404, path)
    equal(desk.ask("GET", "/healthz").status, 200)
    equal(desk.ask("POST", "/v1/session", b"x" * 10000).status, 413)


def test_systemd(house):
    if not VERIFY:
        print("# systemd-analyze is not installed: left out", flush=True)
        return
    program = os.path.abspath(PROGRAM)
    with open(os.path.join(DATA, "tsunagi-server.service.in"), encoding="utf-8") as file:
        text = file.read().replace("@bindir@/tsunagi-server", program)
    unit = house.path("tsunagi-server.service")
    drop_in = house.path("tsunagi-server.service.d")
    with open(unit, "w", encoding="utf-8") as file:
        file.write(text)
    os.mkdir(drop_in)
    with open(os.path.join(DATA, "postgresql.conf"), encoding="utf-8") as file, \
            open(os.path.join(drop_in, "postgresql.conf"), "w", encoding="utf-8") as copy:
        copy.write(file.read().replace("/usr/bin/tsunagi-server", program))
    done = subprocess.run([VERIFY, "verify", unit], capture_output=True, check=False, env={
        **os.environ, "SYSTEMD_UNIT_PATH": house.folder + ":"})
    said = [line for line in done.stderr.decode().splitlines() if "tsunagi" in line]
    equal(said, [], done.stderr)
    done = subprocess.run([VERIFY, "security", "--offline=true", "--threshold=20", unit],
                          capture_output=True, check=False)
    equal(done.returncode, 0, done.stdout[-500:] + done.stderr)
    print("# " + done.stdout.decode().strip().splitlines()[-1], flush=True)


run(globals())
