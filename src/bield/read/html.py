"""HTML → the text that a person would see.

Senders hide words to break up the ones that filters look for: in spans of no size, in the
colour of the background, in comments. What cannot be seen is left out, so that the words on
either side close up again as they do on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_HTML_CHARACTERS = 1_000_000
MAX_DEPTH = 1_500
"""Elements within elements. The parser's time grows with the square of it (200,000 took
197 s); browsers lay out no more than 512. Measured with selectolax 1.0.2."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "meta",
        "link",
        "object",
        "embed",
        "svg",
        "audio",
        "video",
        "canvas",
        "datalist",
        "iframe",
        "math",
        "select",
    ]
)
_NOT_NESTING = re.compile(
    r"(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    r"|p|li|dd|dt|td|th|tr|option)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s>/]*)[^<>]*?(/?)>")
_ANY_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_HIDING = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0*\.?0*\s*(?:[;%!]|$)"
    r"|(?:max-)?(?:height|width)\s*:\s*0+(?:px|pt|em|%)?\s*(?:[;!]|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_FONT_SIZE = re.compile(r"font-size\s*:\s*([0-9.]{1,8})\s*(px|pt|em|rem|%|ex)?", re.IGNORECASE)
_SMALLEST_SEEN = {"px": 2.0, "pt": 2.0, "em": 0.15, "rem": 0.15, "%": 15.0, "ex": 0.3, "": 2.0}
"""Letters below this size are specks: nobody reads them."""
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}@;]{1,200})\{([^{}]{1,2000})\}")
_SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
_PICTURE_WITHIN = re.compile(r"\bdata:\s?(?:image|video)/[\w.+-]{2,20}[;,]", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANKS = re.compile(r"[ \t]+")
_BREAKS = re.compile(r" ?\x00(?: ?\x00)* ?")
_NEW_LINES = re.compile(r"\x00? ?\n ?\x00?")
_NAMED_COLOURS = {"white": "ffffff", "black": "000000", "snow": "fffafa", "ivory": "fffff0"}


def visible_text(html: str) -> tuple[str, tuple[str, ...]]:
    """Give the text of an HTML page as a person would see it, and notes for the person.

    Args:
        html: Any markup, however broken.

    Returns:
        The text: a line for each block, white space folded as a browser folds it (but for
        `pre`), entities decoded. Notes say where the markup was cut or too deep to lay out.
    """
    notes: tuple[str, ...] = ()
    if len(html) > MAX_HTML_CHARACTERS:
        html = html[:MAX_HTML_CHARACTERS]
        notes += (f"Only the first {MAX_HTML_CHARACTERS:,} characters of its HTML were read.",)
    if _depth(html) > MAX_DEPTH:
        return _stripped(html), (
            *notes,
            "Its HTML is nested too deep to lay out, so words that are hidden on the screen may "
            "have been read too.",
        )
    parser = LexborHTMLParser(html)
    root = parser.root
    if root is None:
        return "", notes
    return _Layout(_hidden_names(parser)).of(root), notes


def holds_picture(html: str) -> bool:
    """Tell whether a picture or video itself, not its address, stands in the markup."""
    return bool(_PICTURE_WITHIN.search(html))


def _depth(html: str) -> int:
    depth = deepest = 0
    for closing, name, self_closing in _TAG.findall(html):
        if self_closing or _NOT_NESTING.match(name):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _stripped(html: str) -> str:
    return _tidy(unescape(_ANY_TAG.sub(" ", html)))


def _hidden_names(parser: LexborHTMLParser) -> frozenset[str]:
    """Class and id selectors whose rule hides what they name."""
    names: set[str] = set()
    for style in parser.css("style"):
        for selectors, body in _RULE.findall(style.text()):
            if _hides(body):
                for selector in selectors.split(","):
                    if match := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        names.add(match[1].lower())
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an element stands on."""

    background: str
    preformatted: bool


class _Layout:
    """One walk over the tree, without recursion: depth is the sender's to choose."""

    def __init__(self, hidden_names: frozenset[str]) -> None:
        self._hidden_names = hidden_names
        self._pieces: list[str] = []

    def of(self, root: LexborNode) -> str:
        stack: list[tuple[LexborNode, _Ground] | Callable[[], None]] = [
            (root, _Ground("ffffff", preformatted=False))
        ]
        while stack:
            entry = stack.pop()
            if not isinstance(entry, tuple):
                entry()
                continue
            node, ground = entry
            if node.is_text_node:
                text = node.text_content or ""
                self._pieces.append(text if ground.preformatted else _SPACES.sub(" ", text))
                continue
            if not node.is_element_node or node.tag in _UNSEEN:
                continue
            inner = self._ground(node, ground)
            if inner is None:
                continue
            tag = node.tag or ""
            if tag == "br":
                self._pieces.append("\n")
            elif tag in {"td", "th"}:
                self._pieces.append(" ")
            elif tag in _BLOCKS:
                self._break_line()
                stack.append(self._break_line)
            children = []
            child = node.child
            while child is not None:
                children.append((child, inner))
                child = child.next
            stack.extend(reversed(children))
        return _tidy("".join(self._pieces))

    def _break_line(self) -> None:
        self._pieces.append("\x00")  # folded with its neighbours in `_tidy`

    def _ground(self, node: LexborNode, ground: _Ground) -> _Ground | None:
        """What the element's children stand on; `None` when they are hidden."""
        attributes: Mapping[str, str | None] = node.attributes
        if not attributes:
            return _Ground(ground.background, ground.preformatted or node.tag == "pre")
        if "hidden" in attributes:
            return None
        if self._hidden_names:
            names = {f".{c.lower()}" for c in (attributes.get("class") or "").split()}
            names.add(f"#{(attributes.get('id') or '').lower()}")
            if names & self._hidden_names:
                return None
        style = attributes.get("style") or ""
        if style and _hides(style):
            return None
        background = _colour(
            (m[1] if (m := _BACKGROUND.search(style)) else None) or attributes.get("bgcolor")
        )
        background = background or ground.background
        colour = _colour(
            (m[1] if (m := _COLOUR.search(style)) else None)
            or (attributes.get("color") if node.tag == "font" else None)
        )
        if colour and colour == background:
            return None
        preformatted = ground.preformatted or node.tag == "pre" or "pre" in style.lower()
        return _Ground(background, preformatted)


def _colour(value: str | None) -> str:
    """Six hex digits, or nothing where it cannot be told."""
    if not value:
        return ""
    value = value.strip().lower()
    if value in _NAMED_COLOURS:
        return _NAMED_COLOURS[value]
    if match := re.search(r"#([0-9a-f]{6})\b", value):
        return match[1]
    if match := re.search(r"#([0-9a-f]{3})\b", value):
        return "".join(2 * c for c in match[1])
    if match := re.match(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", value):
        return "".join(f"{min(255, int(c)):02x}" for c in match.groups())
    # An image or a gradient: the ground is unknown, so nothing can be said to vanish on it.
    return "image" if "url(" in value or "gradient" in value else ""


def _hides(style: str) -> bool:
    if _HIDING.search(style):
        return True
    for number, unit in _FONT_SIZE.findall(style):
        try:
            if float(number) < _SMALLEST_SEEN[unit.lower()]:
                return True
        except ValueError:  # «1.2.3»: browsers leave it out
            continue
    return False


def _tidy(text: str) -> str:
    # Runs of spaces first: the patterns after it would take the square of their length.
    text = _BLANKS.sub(" ", text)
    text = _BREAKS.sub("\x00", text)
    text = _NEW_LINES.sub("\n", text).replace("\x00", "\n")
    return re.sub(r"\n{3,}", "\n\n", text).strip()
