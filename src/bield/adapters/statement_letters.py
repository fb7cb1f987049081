"""Which letters a statement is printed with: those that typst brings, then those of this machine.

No font has a letter for every sign, and a sign without one must never be an empty box. So typst
itself is asked, for each group of signs that stand together, whether it can print them; what it
cannot is written as a code that says which sign it was.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bield.records import shown
from bield.records.statement import Given
from bield.records.unseen import unseen

Line = str | dict[str, Any]
"""A paragraph as the layout takes it: plain words of ours, or parts with their direction."""

_SERIF = ("Libertinus Serif", "New Computer Modern")
_MONO = "DejaVu Sans Mono"
_SIGNS = "New Computer Modern Math"
"""For letters that are dressed up (𝓽𝓱𝓲𝓼). It has Devanagari too, and cannot join it."""
_NOT_BY_SIGNS = re.compile("[\u0900-\u0dff]")
_MANY_SCRIPTS = (
    "Noto Sans", "Noto Serif", "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2",
    "Noto Sans Math", "Noto Music", "Noto Emoji", "Noto Color Emoji", "DejaVu Sans",
    "DejaVu Serif", "FreeSans", "FreeSerif", "Droid Sans Fallback", "WenQuanYi Zen Hei",
    "Segoe UI", "Segoe UI Symbol", "Segoe UI Historic", "Segoe UI Emoji", "Nirmala UI",
    "Leelawadee UI", "Ebrima", "Gadugi", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic",
    "Geeza Pro", "Arial Hebrew", "Kohinoor Devanagari", "Kohinoor Bangla", "Kohinoor Telugu",
    "Kohinoor Gujarati", "Gurmukhi MN", "Tamil Sangam MN", "Kannada Sangam MN",
    "Malayalam Sangam MN", "Sinhala Sangam MN", "Thonburi", "Lao Sangam MN", "Khmer Sangam MN",
    "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Apple Symbols", "Apple Color Emoji",
    "Arial Unicode MS",
)  # fmt: skip
"""Fonts of Debian, Windows and macOS with letters for scripts, in the order in which they are
asked. Any other is left alone: some show a box of their own for whatever they lack."""
_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"})
_CJK_FONTS = ("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans CJK TC")
_FORMS = ((re.compile("[\u3040-\u30ff]"), "ja"), (re.compile("[\uac00-\ud7a3\u1100-\u11ff]"), "ko"),
          (re.compile("[\u4e00-\u9fff]"), "zh"))  # fmt: skip
"""Scripts that share signs, which are drawn in another form for each language."""
_UNKNOWN_LANGUAGE = "und"
_PIECE = 8
_JOINER = "\u200d"
_MOST_MARKS = 4
"""On one letter."""
_NARROW = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af"
    r"\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]+"
)
"""A run with no place to break. typst itself knows where a line of Thai, Chinese, Japanese and
Korean may."""


@dataclass(slots=True)
class Letters:
    """The fonts of one statement, and what they have no letter for."""

    fonts: Any
    for_words: list[str]
    for_exact: list[str]
    missing: frozenset[str]
    codes_alone: bool = False
    """Whether every sign that is no ASCII is written as a code."""
    wrote_codes: bool = field(default=False, init=False)

    def with_codes_alone(self) -> Letters:
        """Give the same, which writes every sign that is no ASCII as a code."""
        return Letters(
            fonts=self.fonts,
            for_words=list(_SERIF),
            for_exact=[_MONO, *_SERIF],
            missing=self.missing,
            codes_alone=True,
        )

    def plain(self, text: str) -> str:
        """Give a text of ours on one line, with codes where there is no letter."""
        line = shown(text)
        if line.isascii():
            return line
        return "".join(
            told if told.isascii() or not self._lacks(told) else _named(told)
            for told in clusters(line)
        )

    def lines(self, text: str | Given, fits: int) -> list[Line]:
        """Give a text as paragraphs, each with its direction.

        Args:
            text: Ours, or what somebody else wrote.
            fits: How many letters fit on a line: a longer run may be broken anywhere.
        """
        if isinstance(text, str):
            return [self._line(shown(line), fits, ours=True) for line in text.split("\n")]
        # An exact text is one thing: a line end in it is a sign like another.
        whole = text.text.replace("\r\n", "\n") if not text.exact else text.text
        pattern = unseen(whole, sentences=not text.exact)
        lines = [whole] if text.exact else whole.split("\n")
        return [self._line(line, fits, hidden=pattern) for line in lines]

    def _line(
        self, line: str, fits: int, *, hidden: re.Pattern[str] | None = None, ours: bool = False
    ) -> Line:
        line = line.replace("\t", "    ") if hidden is not None and "\t" in line else line
        if ours and line.isascii() and len(line) < fits:
            return line
        parts: list[Any] = []
        for text, is_hidden in _apart(line, hidden):
            if is_hidden:
                self._code(parts, text)
            elif text.isascii():
                parts.extend(_pieces(text, fits))
            else:
                self._letters(parts, text, fits)
        rtl = not ours and _is_rtl(line)
        return {"rtl": rtl, "lang": None if ours else _language(line), "parts": parts}

    def _letters(self, parts: list[Any], text: str, fits: int) -> None:
        run: list[str] = []
        for cluster in clusters(text):
            if cluster.isascii():
                run.append(cluster)
            elif self._lacks(cluster):
                parts.extend(_pieces("".join(run), fits))
                run = []
                self._code(parts, cluster)
            else:
                run.append(cluster)
        parts.extend(_pieces("".join(run), fits))

    def _lacks(self, cluster: str) -> bool:
        return cluster in self.missing or _is_unfit(cluster) or self.codes_alone

    def _code(self, parts: list[Any], signs: str) -> None:
        """Write signs as codes; those that stand side by side share one pair of brackets."""
        self.wrote_codes = True
        if parts and isinstance(parts[-1], dict):
            parts[-1] = {"code": f"{parts[-1]['code'][:-1]} {_named(signs)[1:]}"}
        else:
            parts.append({"code": _named(signs)})


def letters_for(texts: Iterable[str], font_folders: tuple[Path, ...] = ()) -> Letters:
    """Choose the letters for some texts.

    Args:
        texts: All that may hold more than ASCII.
        font_folders: Where there are fonts beside those of typst and of the machine.
    """
    wanted = sorted({c for text in texts if not text.isascii() for c in _unusual(text)})
    fonts = embedded_fonts()
    chosen = Letters(fonts, list(_SERIF), [_MONO, *_SERIF], frozenset())
    if not wanted:
        return chosen
    lacking = _lacking(wanted, fonts, chosen.for_words)
    if not lacking:
        return chosen
    fonts = _everywhere(font_folders)
    families = _families(fonts, lacking)
    words = [*_SERIF, *families, _MONO, _SIGNS]
    exact = [_MONO, *_SERIF, *families, _SIGNS]
    missing = _lacking(lacking, fonts, words[:-1])
    unjoined = [cluster for cluster in missing if _NOT_BY_SIGNS.search(cluster)]
    others = [cluster for cluster in missing if not _NOT_BY_SIGNS.search(cluster)]
    # In the other order the fonts have the same letters.
    return Letters(fonts, words, exact, frozenset([*unjoined, *_lacking(others, fonts, words)]))


def clusters(text: str) -> Iterator[str]:
    """Part a text into what is printed together: a letter with its marks, an emoji of several."""
    start = 0
    for at in range(1, len(text)):
        if _goes_with_what_stands_before(text, at):
            continue
        yield text[start:at]
        start = at
    if text:
        yield text[start:]


def _goes_with_what_stands_before(text: str, at: int) -> bool:
    sign = text[at]
    if sign.isascii():
        return False
    if text[at - 1] == _JOINER or unicodedata.category(sign) in {"Mn", "Mc", "Cf"}:
        return not text[at - 1].isspace()
    if "\U0001f3fb" <= sign <= "\U0001f3ff":  # the tone of a skin
        return True
    flags = "\U0001f1e6", "\U0001f1ff"
    if flags[0] <= sign <= flags[1]:
        before = 0
        while before < at and flags[0] <= text[at - 1 - before] <= flags[1]:
            before += 1
        return before % 2 == 1
    return False


def _named(signs: str) -> str:
    told = " ".join(f"U+{ord(sign):04X}" for sign in signs)
    return f"[{told}]"


def _is_unfit(cluster: str) -> bool:
    """Whether it would be printed over what stands beside it: a ring, or a pile of marks."""
    marks = [sign for sign in cluster if unicodedata.category(sign) in {"Mn", "Mc"}]
    piled = [sign for sign in marks if not "\ufe00" <= sign <= "\ufe0f"]
    return len(piled) > _MOST_MARKS or unicodedata.category(cluster[0]) == "Me"


def _unusual(text: str) -> Iterator[str]:
    hidden = unseen(text, sentences=True)
    for word in {w for w in text.split() if not w.isascii()}:
        for run, is_hidden in _apart(word, hidden):
            if not is_hidden:
                yield from (c for c in clusters(run) if not c.isascii())


def _lacking(wanted: Sequence[str], fonts: Any, families: Sequence[str]) -> list[str]:
    """Of what is wanted, what typst cannot print in these families."""
    refused = _refused(wanted, fonts, families)
    if refused is None:
        return []
    if len(wanted) == 1:
        return list(wanted)
    # typst names what it has no letter for. Should it say so in other words one day, the halves
    # are asked apart, which comes to the same.
    named = [one for one in wanted if any(text in one for text in refused)]
    if named:
        rest = [one for one in wanted if one not in set(named)]
        return sorted([*named, *_lacking(rest, fonts, families)])
    half = len(wanted) // 2
    return [
        *_lacking(wanted[:half], fonts, families),
        *_lacking(wanted[half:], fonts, families),
    ]


_PROBE = b"""#let asked = json(bytes(sys.inputs.asked))
#set document(title: "A statement")
#set text(font: asked.families, fallback: false)
#for one in asked.signs { par(text(one)) }
"""


_NAMED = re.compile(r'text `"((?:[^"\\]|\\.)+)"` could not be displayed')


def _refused(signs: Sequence[str], fonts: Any, families: Sequence[str]) -> set[str] | None:
    """Ask typst to print signs: `None` where it can; where not, what it names as lacking."""
    import typst

    if not signs:
        return None

    asked = json.dumps({"signs": list(signs), "families": list(families)})
    try:
        typst.compile(
            _PROBE,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"asked": asked},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=datetime(2000, 1, 1, tzinfo=UTC),
        )
    except typst.TypstError as problem:
        return {_unescaped(found[1]) for found in _NAMED.finditer(problem.diagnostic)}
    return None


def _unescaped(text: str) -> str:
    """A text of Rust's as it is, where it wrote signs as `\\u{a70}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)


def _families(fonts: Any, lacking: Iterable[str]) -> list[str]:
    """Of the fonts there are, those that may have these letters, the likeliest first."""
    there = set(fonts.families())
    scripts = {
        unicodedata.name(cluster[0], "").partition(" ")[0].partition("-")[0] for cluster in lacking
    }
    likely = list(_CJK_FONTS) if scripts & _CJK else []
    for script in sorted(scripts - _CJK):
        named = re.compile(rf"Noto .*\b{re.escape(script.title())}\b") if script else None
        found = [family for family in there if named and named.match(family)]
        likely += sorted(found, key=lambda family: (not family.startswith("Noto Sans"), family))
    return [family for family in dict.fromkeys((*likely, *_MANY_SCRIPTS)) if family in there]


def _apart(text: str, hidden: re.Pattern[str] | None) -> Iterator[tuple[str, bool]]:
    """Part a text into what is seen and what is not; the second says which."""
    at = 0
    for found in hidden.finditer(text) if hidden is not None else ():
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False


def _pieces(text: str, fits: int) -> Iterator[str | list[str]]:
    """Give a text in pieces: a string, and for each run that is too long for a line, a list of
    parts between which the line may break."""
    at = 0
    for run in _NARROW.finditer(text):
        if len(run[0]) <= fits:
            continue
        if run.start() > at:
            yield text[at : run.start()]
        signs = list(clusters(run[0])) if not run[0].isascii() else list(run[0])
        step = min(_PIECE, max(1, fits // 2))
        yield ["".join(signs[n : n + step]) for n in range(0, len(signs), step)]
        at = run.end()
    if at < len(text):
        yield text[at:]


def _is_rtl(line: str) -> bool:
    """Whether a line runs from right to left: as its first letter with a direction does."""
    if line.isascii():
        return False
    for sign in line:
        direction = unicodedata.bidirectional(sign)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _language(line: str) -> str:
    if not line.isascii():
        for signs, language in _FORMS:
            if signs.search(line):
                return language
    return _UNKNOWN_LANGUAGE


@functools.cache
def embedded_fonts() -> Any:
    """Give the fonts that typst brings, once a process."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@functools.cache
def _everywhere(font_folders: tuple[Path, ...]) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in font_folders],
    )
