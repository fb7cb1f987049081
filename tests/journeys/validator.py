"""The Nu HTML checker, which W3C's own validator is, on the pages that a visit sees.

It is a tool of developers (MIT), installed by `tools/node_tools.sh` and run by Java.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page, Response

PACKAGE = "vnu-jar@26.9.27"
JAR = (
    Path(__file__).resolve().parents[2] / ".venv/node-tools/node_modules/vnu-jar/build/dist/vnu.jar"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the checker says of one place in a page."""

    state: str
    kind: str
    """`error`, or `info` for a warning."""
    says: str
    extract: str

    def __str__(self) -> str:
        return f"{self.state}: {self.says} «{' '.join(self.extract.split())}»"


def why_not() -> str:
    """Say what the checker lacks on this machine; nothing where it lacks nothing."""
    if shutil.which("java") is None:
        return "Java is not installed: apt-get install default-jre-headless"
    if not JAR.exists():
        return f"the Nu HTML checker is not installed: bash tools/node_tools.sh {PACKAGE}"
    return ""


def faults(pages: Mapping[str, str]) -> list[Fault]:
    """Check pages.

    Args:
        pages: What each is called, and its HTML as the server sent it.

    Returns:
        Every error and warning, in the order of the pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        named: dict[str, str] = {}
        for number, (state, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number:03}.html"
            path.write_text(html, encoding="utf-8")
            named[path.name] = state
        result = subprocess.run(
            ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always",
             *(str(Path(folder) / name) for name in named)],
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )  # fmt: skip
    return [
        Fault(
            state=named[Path(message.get("url", "")).name],
            kind=message["type"],
            says=message["message"],
            extract=message.get("extract", ""),
        )
        for message in json.loads(result.stdout)["messages"]
    ]


class Sources:
    """The HTML of the page that is open, as the server sent it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._document: Response | None = None
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        asked = response.request
        is_page = asked.is_navigation_request() and asked.frame == self._page.main_frame
        if is_page and not 300 <= response.status < 400:
            self._document = response

    @property
    def opens_by_itself(self) -> bool:
        """Whether the page that is open was asked for by its address, and is there."""
        found = self._document
        return found is not None and found.request.method == "GET" and found.ok

    def html(self) -> str:
        """Give it.

        Raises:
            LookupError: No page was opened.
        """
        if self._document is None:
            raise LookupError("No page was opened.")
        return self._document.text()
