"""Serves the Keystone whose configuration is named by OS_KEYSTONE_CONFIG_DIR, on 127.0.0.1.

    keystone.fixture.py PORT [FILE]    PORT 0: any; FILE: certificate and key (PEM), for TLS

Prints its port when it is ready, and ends when its standard input does, so that it never outlives who started it.
"""

import os
import ssl
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from keystone.server.wsgi import initialize_public_application


class Server(WSGIServer):
    """One request at a time: with several threads SQLite finds its database locked."""

    request_queue_size = 128

    def handle_error(self, request, client_address):
        """Who went away, or trusts no such certificate, is no news."""


class Handler(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


def main():
    _, port, *certificate = sys.argv
    # Keystone would read the arguments too.
    del sys.argv[1:]
    server = make_server("127.0.0.1", int(port), initialize_public_application(), Server, Handler)
    print(server.server_port, flush=True)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate[0])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)


main()
