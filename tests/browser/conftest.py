"""A real server with an empty data directory, a real Chromium, and a page that hears complaints."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sources.mirror import mirrored

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts"
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium():
    """A Chromium on this computer, or None; the environment variable CHROMIUM names another."""
    candidates = [os.environ.get("CHROMIUM"), "/usr/bin/chromium", *map(shutil.which, NAMES)]
    return next((c for c in [*candidates, ON_MACOS] if c and Path(c).exists()), None)


def wait_until_healthy(url, process, seconds=60):
    """Wait for the server to answer; says what it printed where it ended instead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the server did not answer within {seconds} s")


@contextmanager
def running_server(home, environment=None):
    """The address of a server with its own data directory, as long as the block runs."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true"]
    options += ["--server.fileWatcherType", "none"]
    with (home.parent / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT,
            env=os.environ | {"MMREC_HOME": str(home)} | (environment or {}),
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_healthy(f"http://localhost:{port}", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server with an empty data directory, for all journeys."""
    with running_server(tmp_path_factory.mktemp("journeys") / "home") as url:
        yield url


@pytest.fixture
def fresh_server(tmp_path):
    """A server that nobody has visited."""
    with running_server(tmp_path / "fresh") as url:
        yield url


@pytest.fixture
def mirrored_server(tmp_path):
    """A server that fetches MovieLens from this computer, and what is served to it."""
    with (
        mirrored(tmp_path) as site,
        running_server(tmp_path / "mirrored", site["environment"]) as url,
    ):
        yield url, site


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium for all journeys."""
    if (path := find_chromium()) is None:
        pytest.skip("no Chromium was found: install one, or name it in the variable CHROMIUM")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A browser page that fails its test if anything was complained about on the console."""
    complaints = []
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: note_error(message, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: note_failure(request, complaints))
    yield page
    context.close()
    assert complaints == []


def note_error(message, complaints):
    """An error on the console, but for the server being looked for below a page's own address."""
    below_a_page = re.search(r"//[^/]+/[^/]+/_stcore/", message.location.get("url", ""))
    if message.type == "error" and not below_a_page:
        complaints.append(message.text)


def note_failure(request, complaints):
    """A request that failed, unless the page itself gave it up on the way elsewhere."""
    if request.failure != "net::ERR_ABORTED":
        complaints.append(f"{request.url}: {request.failure}")


@pytest.fixture
def screenshot(request):
    """Save what a page shows into artifacts/, named by the test and a word."""

    def take(page, word):
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{request.node.name}-{word}.png")

    return take
