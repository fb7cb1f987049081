"""Check that the documents tell the truth: the README's answer is what Bield prints today.

python tools/check_docs.py          exits 1 and says what differs
python tools/check_docs.py --write  prints the answer into the README
"""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import bield
import bield.wiring

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- printed by .*?-->\n```text\n)(.*?)(```\n<!-- end -->)", re.DOTALL)
EXAMPLE = ["tests/messages/develop/bulk-pegasus.eml", "--country", "scotland"]
_SHOWN_LINES = 42
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)[^)]*\)|src=\"([^\"]+)\"")


def answer() -> str:
    printed = subprocess.run(
        [sys.executable, "-m", "bield", "check", *EXAMPLE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = printed.splitlines()
    left = len(lines) - _SHOWN_LINES
    return (
        "\n".join([*lines[:_SHOWN_LINES], f"… and {left} more lines: the rest of the plan"]) + "\n"
    )


def broken_links() -> list[str]:
    broken = []
    for page in [README, ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for match in _LINK.finditer(page.read_text(encoding="utf-8")):
            target = match[1] or match[2]
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} points to {target}, which is not there")
    return broken


def main() -> int:
    text = README.read_text(encoding="utf-8")
    fresh = MARKED.sub(lambda m: m[1] + answer() + m[3], text)
    if "--write" in sys.argv:
        README.write_text(fresh, encoding="utf-8")
        return 0
    faults = broken_links()
    if fresh != text:
        faults.append("README.md shows another answer than bield check gives: run it with --write")
    for module in (bield, bield.wiring):
        failed, _ = doctest.testmod(module)
        if failed:
            faults.append(f"the example in {module.__name__} does not give what it says")
    for fault in faults:
        print(fault)
    print(
        "docs: what they show is what Bield does" if not faults else f"docs: {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
