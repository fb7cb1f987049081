"""The password that a mail quotes: found so that it can be masked everywhere."""

from __future__ import annotations

import re

from bield.recognise.fold import Folded
from bield.recognise.indicators.found import Found
from bield.records import IndicatorKind

MASK = "•"

_WORD = (
    r"(?:pass ?words?|pass ?codes?|pass ?phrases?|pwd|passwort|kennwort|mot de passe|contrasena|"
    r"clave|senha|wachtwoord|haslo|heslo|losenord)"
)
_QUOTED = r"(?P<secret>[^\s\"'“”‘’«»„<>,;()\[\]]{3,64})"
_OPEN = r"[\s]*[\"'“”‘’«»„<(\[]*[\s]*"
_NAMED = re.compile(
    rf"\b{_WORD}(?:\s+(?:you\s+use[ds]?|used|for\s+\S+|from\s+\S+|at\s+the\s+time|of\s+yours|tied\s+to\s+\S+|"
    rf"linked\s+to\s+\S+|to\s+your\s+\S+|on\s+(?:the\s+)?(?:day|\S+)\s*\S*))?"
    rf"\s*(?:(?:is|was|are|were|ist|war|lautet|est|es|era|e|é|be)\b\s*:?|[:=\-–—]+|->|\n)"
    rf"(?:\s*(?:still|this|the following|following|one)\b\s*:?)?{_OPEN}{_QUOTED}"
)
_BARE = re.compile(
    rf"\b(?:know|have|your|ihr|dein|votre|tu|su|sua|seu)\s+(?:your\s+)?{_WORD}\s*[,:]?\s*[\"'“‘«„(]\s*{_QUOTED}"
)
_BEHIND = re.compile(
    r"(?:^|(?<=[\s\"'“‘«„(:]))(?P<secret>[^\s\"'“”‘’«»„<>,;()]{4,64})[\"'”’»)]*\s*(?:,\s*)?[-–—]?\s*"
    rf"(?:is|was|are|ist|est|es|e|é)\s+(?:indeed\s+|actually\s+|definitely\s+)?(?:one\s+of\s+)?(?:the\s+)?(?:your|ur|yours|ihr|dein|votre|tu|su|sua)\s*"
    rf"(?:old\s+|current\s+|own\s+|secret\s+)?{_WORD}"
)
_NOT_SECRETS = frozenset(
    [
        "is",
        "was",
        "are",
        "not",
        "the",
        "your",
        "you",
        "yours",
        "and",
        "was",
        "used",
        "use",
        "has",
        "have",
        "been",
        "that",
        "this",
        "which",
        "from",
        "for",
        "with",
        "will",
        "can",
        "may",
        "must",
        "should",
        "would",
        "now",
        "only",
        "also",
        "one",
        "it",
        "them",
        "at",
        "in",
        "on",
        "to",
        "of",
        "be",
        "by",
        "or",
        "if",
        "so",
        "as",
        "my",
        "me",
        "our",
        "his",
        "her",
        "their",
        "its",
        "here",
        "there",
        "what",
        "when",
        "where",
        "who",
        "how",
        "old",
        "new",
        "current",
        "changed",
        "hacked",
        "known",
        "leaked",
        "stolen",
        "same",
        "different",
        "compromised",
        "exposed",
        "secure",
        "safe",
        "strong",
        "weak",
        "wrong",
        "correct",
        "protected",
        "required",
        "expired",
        "reset",
        "account",
        "accounts",
        "email",
        "address",
        "any",
        "each",
        "every",
        "all",
        "some",
        "more",
        "please",
        "below",
        "above",
        "after",
        "before",
        "because",
        "but",
        "until",
        "unless",
        "then",
        "than",
        "very",
        "too",
        "nicht",
        "sind",
        "wird",
        "muss",
        "exactly",
        "everything",
        "nothing",
        "something",
        "changing",
        "using",
        "being",
        "working",
        "still",
        "already",
        "never",
        "always",
        "just",
        "data",
        "manager",
        "managers",
        "field",
        "reuse",
        "hash",
        "hashes",
        "policy",
        "protection",
        "invalid",
        "incorrect",
        "optional",
        "das",
        "der",
        "die",
        "ein",
        "eine",
        "mich",
        "dir",
        "que",
        "para",
        "por",
        "con",
        "como",
        "les",
        "des",
        "une",
        "pas",
        "plus",
        "tout",
        "indeed",
        "following",
        "this:",
        "following:",
        "changed,",
        "about",
        "into",
        "over",
        "out",
        "up",
        "off",
        "find",
        "found",
    ]
)


def find_passwords(folded: Folded) -> list[Found]:
    """Give the places where a password is quoted, each time that it stands in the text.

    The value is the mask, never the password: nothing after this function knows it.
    """
    spans: set[tuple[int, int]] = set()
    secrets: set[str] = set()
    for pattern in (_NAMED, _BARE, _BEHIND):
        for match in pattern.finditer(folded.lower):
            start, end = match.span("secret")
            if not is_masked(folded.clean[start:end]):
                while end > start and folded.clean[end - 1] in ".!?:*]":
                    end -= 1
                while start < end and folded.clean[start] == "*":
                    start += 1
            secret = folded.clean[start:end]
            if not _could_be_one(
                secret, quoted=folded.clean[start - 1 : start] in "\"'“‘«„" and start > 0
            ):
                continue
            spans.add((start, end))
            secrets.add(secret)
    for secret in secrets:
        if is_masked(secret) or len(secret) < 5:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(secret)}(?!\w)", folded.clean):
            spans.add(match.span())
    return [Found(IndicatorKind.PASSWORD, MASK * 8, start, end) for start, end in sorted(spans)]


def is_masked(secret: str) -> bool:
    """Tell whether somebody has masked it already: dots, stars, crosses."""
    return set(secret) <= set(f"{MASK}*xX●█#.…_-")


def _could_be_one(secret: str, *, quoted: bool) -> bool:
    """Ordinary words follow «your password is» too: «… not safe», «… known to me»."""
    if len(secret) < 3:
        return False
    if is_masked(secret):
        return (
            len(secret) >= 3
            and set(secret) != {"."}
            and set(secret) != {"-"}
            and set(secret) != {"_"}
        )
    if secret.lower() in _NOT_SECRETS or ("@" in secret and "." in secret.split("@")[-1]):
        return False
    if secret.lower().startswith(("http", "www.")):
        return False
    telling = (
        any(c.isdigit() for c in secret)
        or any(not c.isalnum() for c in secret)
        or any(c.isupper() for c in secret[1:])
    )
    return quoted or telling or len(secret) >= 6
