"""A server on this computer that serves one archive of the published layout."""

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.sources.test_movielens import U_DATA, U_ITEM
from tests.sources.writing import put_zip


class Mirror(BaseHTTPRequestHandler):
    """Serves one file, half of it and then the rest, and keeps what was asked of it."""

    def do_GET(self):
        site = self.server.site
        site["asked"].append((self.path, self.headers.get("Range")))
        if self.path == "/ml-100k.zip.md5" and site["md5"]:
            return self.answer(200, f"MD5 (ml-100k.zip) = {site['md5']}\n".encode())
        if self.path != "/ml-100k.zip":
            return self.answer(404, b"nothing here")
        self.serve(site, site["content"])

    def serve(self, site, content):
        begin = self.headers.get("Range")
        same = self.headers.get("If-Range") == site["etag"]
        start = int(begin.removeprefix("bytes=").rstrip("-")) if begin else 0
        if begin and same and site["ranges"]:
            if start >= len(content):
                return self.answer(416, b"")
            about = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
            return self.answer(206, content[start:], **about)
        self.answer(200, content, cut=site.pop("cut", None))

    def answer(self, status, body, cut=None, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", self.server.site["etag"])
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:cut][:half])
        self.server.site["go_on"].wait(60)
        self.wfile.write(body[:cut][half:])
        self.close_connection = True

    def log_message(self, *_):
        pass


@contextmanager
def mirrored(folder):
    """What is served and was asked, and the variables that send downloads there."""
    padding = "".join(map(str, range(200_000)))
    archive = put_zip(
        folder / "made.zip",
        **{
            "ml-100k/u.data": U_DATA, "ml-100k/u.item": U_ITEM.encode("latin-1"),
            "ml-100k/README": padding,
        },
    )  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    content = archive.read_bytes()
    server.site = {
        "content": content, "etag": '"one"', "ranges": True, "asked": [],
        "md5": hashlib.md5(content).hexdigest(), "go_on": threading.Event(),
        "environment": {
            "MMREC_MOVIELENS_URL": f"http://127.0.0.1:{server.server_port}/",
            "NO_PROXY": "127.0.0.1",
        },
    }  # fmt: skip
    server.site["go_on"].set()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.site["go_on"].set()
        server.shutdown()
        server.server_close()
        thread.join()
