"""The real server in a process of its own, and Debian's Chromium looking at it.

A plugin that the journeys name, not a `conftest.py`: mypy takes two files of one name for one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks of the world, it gets nothing: what it asked is what is tested.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the site is, started as anybody starts it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bield_site", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        yield process.stdout.readline().strip().removeprefix("Bield is ready: ")
        process.terminate()


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[Playwright]:
    """What drives the browsers; only one can run in a process."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_here: Playwright) -> Iterator[Browser]:
    """One browser for all; each visit has its own profile in it."""
    browser = playwright_here.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def remembering(playwright_here: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: it keeps pages in memory to go back to, which Playwright turns
    off unless it is asked not to."""
    browser = playwright_here.chromium.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()
