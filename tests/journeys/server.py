"""The product served in a thread of the test process, so that one clock moves for both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

HOST = "127.0.0.1"


class Handler(WSGIRequestHandler):
    """Says nothing of a request that went well; the product's own log has them all."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address of the running product; whitenoise serves the static files, as it does live."""
    with override_settings(WHITENOISE_USE_FINDERS=True, ALLOWED_HOSTS=[HOST]):
        application = get_wsgi_application()
        server = ThreadedWSGIServer((HOST, 0), Handler)
        server.daemon_threads = False
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
