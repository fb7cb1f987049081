"""Bring the files of words up to date with the page: python tools/languages.py

Reads what the first steps say in English, and what a number of a service is for; writes
src/bield_site/locale/bield.pot and each language's bield.po. What is new is left empty, what was
reworded is marked fuzzy, what is gone is dropped. The suite refuses what is empty or fuzzy, so
nobody ever reads a page that is half translated.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from bield.facts import load_catalogue
from bield_site.guide.languages import LANGUAGES, LOCALE, SOURCE, has_number, words_file

PAGE = (
    Path(__file__).resolve().parent.parent / "src/bield_site/guide/templates/guide/first_steps.html"
)
POT = LOCALE / "bield.pot"
SPEAKERS = ("say", "word", "aloud")
_SERVICES = re.compile(r"^ *\('(\w+)', say\(", re.MULTILINE)
_NAMES = re.compile(r"%\((\w+)\)s")
_HEADER = """\
# The first steps in {english}. How to correct them: docs/guides/translating.md
msgid ""
msgstr ""
"Project-Id-Version: bield\\n"
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Reviewed-By: {by}\\n"
"X-Reviewed-On: {on}\\n"

"""
_FIELD = r'^"X-Reviewed-{name}: (.*?)\\n"$'


def services_on_the_page() -> list[str]:
    """Give the services that the page names, in order, each once."""
    return list(dict.fromkeys(_SERVICES.findall(PAGE.read_text("utf-8"))))


def messages() -> Catalog:
    """Give everything that is to be translated, in the order of the page."""
    made = Catalog(charset="utf-8")
    with PAGE.open("rb") as file:
        for _, _, found, _ in babel_extract(file, SPEAKERS, (), {"trim_blocks": "true"}):
            text = found[0] if isinstance(found, tuple) else found
            if text:
                _add(made, text, PAGE.name)
    services = load_catalogue().services
    for name in services_on_the_page():
        for channel in services[name].channels:
            if channel.label and not has_number(channel.label):
                _add(made, channel.label, "services.yaml")
    return made


def written(catalog: Catalog, *, english: str, tag: str, by: str = "", on: str = "") -> str:
    """Give a file of words as it is kept."""
    out = BytesIO()
    write_po(out, catalog, width=96, omit_header=True, include_lineno=False)
    header = _HEADER.format(english=english, tag=tag, by=by, on=on)
    return header + out.getvalue().decode().strip() + "\n"


def updated(code: str) -> str:
    """Give a language's file as it is after the page was changed."""
    language, path = LANGUAGES[code], words_file(code)
    there = path.read_text("utf-8") if path.exists() else ""
    catalog = read_po(BytesIO(there.encode()), charset="utf-8") if there else Catalog()
    catalog.update(messages(), update_header_comment=False)
    catalog.obsolete.clear()
    fields = {
        key: found[1] if (found := re.search(_FIELD.format(name=name), there, re.M)) else ""
        for key, name in (("by", "By"), ("on", "On"))
    }
    return written(catalog, english=language.english, tag=language.tag, **fields)


def _add(catalog: Catalog, text: str, where: str) -> None:
    flags = ["python-format"] if _NAMES.search(text) else []
    catalog.add(text, locations=[(where, 0)], flags=flags)


def main() -> int:
    """Write every file that differs from what it should be, and say which."""
    files = {POT: written(messages(), english=SOURCE.english, tag=SOURCE.tag)}
    files |= {words_file(c): updated(c) for c in LANGUAGES if c != SOURCE.code}
    for path, text in files.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(LOCALE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
