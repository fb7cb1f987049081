"""What each page and state of the site weighs, and what its checkers find in it.

    python bench/page_quality.py
    python bench/page_quality.py --no-lighthouse --no-times

The pages and states are those that the journeys test (tests/journeys/test_each_page.py): this walks
them in Debian's Chromium and prints

- the weight of a first load, with nothing in the browser's cache: the page, its stylesheet, script
  and picture, with their headers, in kB of 1,000 bytes on the wire;
- what axe-core finds, in light and in dark, 360 and 1,280 pixels wide;
- what the Nu HTML checker finds in what the server sent;
- Lighthouse's accessibility and best practices, of each page that has an address of its own;
- the median times of the server, which `bench/answer_times.py` measures.

The peer of the weight is the framework's own page of parts, govuk-frontend unbuilt: its whole
stylesheet and script, compressed the same way. What is not installed is skipped, and said.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "journeys"))
sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

from browser import CHROMIUM, FLAGS
from test_each_page import SCHEMES, states
from validator import PACKAGE, Sources, faults, why_not
from visit import Visit

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "lighthouse@12.8.2"
_LIGHTHOUSE = ROOT / ".venv/node-tools/node_modules/lighthouse/cli/index.js"
_ASSETS = ROOT / "look" / "node_modules" / "govuk-frontend" / "dist" / "govuk"
WIDTHS = (360, 1280)
AT_MOST_KB = 100


@dataclass
class Seen:
    """What was found of the states."""

    weights: dict[str, float] = field(default_factory=dict)
    """In kB."""
    pages: dict[str, str] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    """Of the states: the addresses that can be opened by themselves."""
    axe: Counter[str] = field(default_factory=Counter)
    axe_runs: int = 0
    cookies: str = ""


class Load:
    """Counts what a page costs on the wire, from when its address was asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: list[Request] = []
        page.on("request", self._note)
        # Every load is a first load.
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def _note(self, request: Request) -> None:
        begins = request.is_navigation_request() and request.frame == self._page.main_frame
        if begins and request.redirected_from is None:
            self._asked.clear()
        self._asked.append(request)

    def kb(self) -> float:
        self._page.wait_for_load_state("networkidle")
        sizes = [request.sizes() for request in self._asked if request.response() is not None]
        return sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes) / 1000


@contextmanager
def site() -> Iterator[str]:
    """The site, started as anybody starts it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bield_site", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip().removeprefix("Bield is ready: ")
        finally:
            process.terminate()


def walk(browser: Browser, address: str) -> Seen:
    """See every state: what it weighs, what axe finds, what the server sent."""
    found, axe = Seen(), Axe()
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 740})
    context.set_default_timeout(10_000)
    visit = Visit(page=context.new_page(), address=address)
    sources, load = Sources(visit.page), Load(visit.page)
    for state in states(visit):
        found.weights[state] = load.kb()
        found.pages[state] = sources.html()
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 740})
            for scheme in SCHEMES:
                visit.page.emulate_media(color_scheme=scheme)
                for violation in axe.run(visit.page).response["violations"]:
                    found.axe[f"{state}: {violation['id']} ({violation['help']})"] += 1
                found.axe_runs += 1
        if sources.opens_by_itself:
            path = urlsplit(visit.page.url).path
            found.paths += [path] if path not in found.paths else []
        found.cookies = "; ".join(f"{c.get('name')}={c.get('value')}" for c in context.cookies())
    context.close()
    return found


def tell_weight(found: Seen) -> None:
    heaviest = max(found.weights, key=lambda state: found.weights[state])
    first = next(iter(found.weights))
    print(
        f"first load, all told: {found.weights[first]:.0f} kB for {first}; at most "
        f"{found.weights[heaviest]:.0f} kB of {len(found.weights)} states ({heaviest})   "
        f"(asked: < {AT_MOST_KB} kB)"
    )
    assets = [_ASSETS / "govuk-frontend.min.css", _ASSETS / "govuk-frontend.min.js"]
    if all(asset.exists() for asset in assets):
        peer = sum(len(gzip.compress(asset.read_bytes())) for asset in assets) / 1000
        print(f"  govuk-frontend's own stylesheet and script, gzipped: {peer:.0f} kB")


def tell_axe(found: Seen) -> None:
    print(
        f"axe-core: {len(found.axe)} violations in {len(found.weights)} states, "
        f"{found.axe_runs} runs (light and dark, {' and '.join(map(str, WIDTHS))} pixels)   "
        "(asked: 0)"
    )
    for violation in found.axe:
        print(f"  {violation}")


def tell_html(found: Seen) -> None:
    subprocess.run(["bash", str(ROOT / "tools" / "node_tools.sh"), PACKAGE], check=True)
    if reason := why_not():
        print(f"HTML: not checked, for {reason}")
        return
    told = faults(found.pages)
    errors = [fault for fault in told if fault.kind == "error"]
    warnings = Counter(fault.says for fault in told if fault.kind != "error")
    print(
        f"Nu HTML checker ({PACKAGE}): {len(errors)} errors in {len(found.pages)} states, "
        f"{warnings.total()} warnings of {len(warnings)} kinds   (asked: 0 errors)"
    )
    for error in errors:
        print(f"  {error}")
    for says, times in warnings.most_common():
        print(f"  warned {times} times: {says}")


def tell_lighthouse(found: Seen, address: str) -> None:
    subprocess.run(["bash", str(ROOT / "tools" / "node_tools.sh"), LIGHTHOUSE], check=True)
    if not _LIGHTHOUSE.exists() or shutil.which("node") is None:
        print("Lighthouse: not run, for it could not be installed (it needs Node and npm).")
        return
    lowest: dict[str, tuple[int, str]] = {}
    for path in found.paths:
        report = lighthouse(address + path, found.cookies)
        if report is None:
            continue
        for name, category in report["categories"].items():
            score = round(100 * (category["score"] or 0))
            lowest[name] = min(lowest.get(name, (101, "")), (score, path))
            failed = [
                report["audits"][audit["id"]]["title"]
                for audit in category["auditRefs"]
                if audit["weight"] and report["audits"][audit["id"]]["score"] not in {None, 1}
            ]
            if failed:
                print(f"  {path} {name} {score}: {'; '.join(failed)}")
    for name, (score, path) in lowest.items():
        print(
            f"Lighthouse ({LIGHTHOUSE}) {name}: {score} at least, of {len(found.paths)} pages "
            f"({path})   (asked: 100)"
        )


def lighthouse(url: str, cookies: str) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookies} if cookies else {}), encoding="utf-8")
        result = subprocess.run(
            ["node", str(_LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={out}",
             "--only-categories=accessibility,best-practices", f"--extra-headers={headers}",
             "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
            env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )  # fmt: skip
        if result.returncode != 0:
            print(f"  Lighthouse could not look at {url}: {result.stderr.strip()[-200:]}")
            return None
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return report


def main() -> None:
    if not CHROMIUM.exists():
        raise SystemExit("Debian's Chromium is not installed: apt-get install chromium")
    with site() as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            found = walk(browser, address)
            browser.close()
        tell_weight(found)
        tell_axe(found)
        tell_html(found)
        if "--no-lighthouse" not in sys.argv:
            tell_lighthouse(found, address)
    if "--no-times" not in sys.argv:
        import answer_times

        answer_times.site()


if __name__ == "__main__":
    main()
