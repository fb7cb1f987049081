"""What may stand in the head of a mail, and in the places of a reader: the rest is refused by name.

Whoever can put a line break into a field can write fields of their own into a mail that we sign,
and whoever can put a link into a name can have us send it to anybody. So no value is mended: the
one who gave it is told.
"""

from __future__ import annotations

import re

LONGEST_NAME = 100
LONGEST_SUBJECT = 200
LONGEST_URL = 900
"""With its field's name it stays in one line of 998 bytes (RFC 5322, 2.1.1)."""
LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, less its `<>`."""

_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_IN_A_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""They show what follows in another order: an address can be made to look like another."""
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})*"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_DOMAIN})")
_MESSAGE_ID = re.compile(rf"(?=.{{3,200}}\Z){_ATOM}(?:\.{_ATOM})*@(?:{_DOMAIN})")
_LIST_ID = re.compile(rf"(?=.{{3,200}}\Z){_LABEL}(?:\.{_LABEL})+")
_FEEDBACK_ID = re.compile(r"[A-Za-z0-9._-]{1,60}(?::[A-Za-z0-9._-]{1,60}){1,3}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_MEDIA_TYPE = re.compile(r"(?!multipart/|message/)[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}")
_URL = re.compile(
    r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]*)?"
)


class FieldRefusedError(ValueError):
    """A value cannot stand in a mail: it is named, and so is what is wrong, not what it says."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


def line(field: str, value: str, *, longest: int) -> str:
    """Take a value of one line, or refuse it.

    Args:
        field: What to call it in the refusal.
        value: What was given.
        longest: In characters.

    Raises:
        FieldRefusedError: It has a line break or another control character, letters that show
            what follows in another order, or is too long.
    """
    bad = _NOT_IN_A_LINE.search(value)
    if bad is not None:
        raise FieldRefusedError(field, f"it has {_called(bad[0])} in it, and must be one line.")
    _refuse_unshowable(field, value)
    if len(value) > longest:
        raise FieldRefusedError(
            field, f"it is {len(value):,} characters long, of {longest} at most."
        )
    return value


def text(field: str, value: str) -> str:
    """Take a text of several lines, with LF line ends, or refuse it.

    Raises:
        FieldRefusedError: It has a control character that is neither a line break nor a tab.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    bad = _NOT_IN_A_TEXT.search(value)
    if bad is not None:
        raise FieldRefusedError(field, f"it has {_called(bad[0])} in it: take it out.")
    _refuse_unshowable(field, value)
    return value


def name(field: str, value: str) -> str:
    """Take a name, with its white space put right, or refuse it.

    Raises:
        FieldRefusedError: It is no line, is too long, or has a link in it.
    """
    value = " ".join(line(field, value, longest=LONGEST_NAME).split())
    if _LINK.search(value) is not None:
        raise FieldRefusedError(field, "it has a link in it, which no name has.")
    return value


def address(field: str, value: str) -> str:
    """Take a mail address in plain letters, or refuse it.

    Raises:
        FieldRefusedError: It is none, or one with other letters or with a quoted part.
    """
    if len(value) > LONGEST_ADDRESS or _ADDRESS.fullmatch(value) is None:
        line(field, value, longest=LONGEST_ADDRESS)
        raise FieldRefusedError(field, "it is no address as name@domain in plain letters.")
    return value


def web_address(field: str, value: str) -> str:
    """Take an `https` address, or refuse it.

    Raises:
        FieldRefusedError: It is none, is too long, or has letters that must be written as `%`.
    """
    if len(value) > LONGEST_URL or _URL.fullmatch(value) is None:
        line(field, value, longest=LONGEST_URL)
        raise FieldRefusedError(
            field, "it is no https:// address in plain letters, with the others written as %."
        )
    return value


def message_id(field: str, value: str) -> str:
    """Take a Message-ID without its `<>`, or refuse it."""
    return _shaped(field, value, _MESSAGE_ID, "it is no name@domain in plain letters.")


def list_id(field: str, value: str) -> str:
    """Take the name of a list for machines, or refuse it."""
    return _shaped(field, value, _LIST_ID, "it is no name like alerts.k.example.")


def feedback_id(field: str, value: str) -> str:
    """Take a Feedback-ID, or refuse it."""
    return _shaped(field, value, _FEEDBACK_ID, "it is not two to four words with : between them.")


def language(field: str, value: str) -> str:
    """Take the tag of a language, or refuse it."""
    return _shaped(field, value, _LANGUAGE, "it is no language like en-GB.")


def media_type(field: str, value: str) -> str:
    """Take the type of a file, or refuse it: a mail in a mail is none."""
    return _shaped(field, value, _MEDIA_TYPE, "it is no type of a file like application/pdf.")


def file_name(field: str, value: str) -> str:
    """Take the name of a file, without any folder, or refuse it."""
    value = line(field, value, longest=LONGEST_NAME)
    if not value.strip(". ") or re.search(r'[/\\:*?"<>|]', value):
        raise FieldRefusedError(field, "it is no name of a file without a folder.")
    return value


def _shaped(field: str, value: str, shape: re.Pattern[str], why: str) -> str:
    if shape.fullmatch(value) is None:
        line(field, value, longest=LONGEST_URL)
        raise FieldRefusedError(field, why)
    return value


def _refuse_unshowable(field: str, value: str) -> None:
    if value.isascii():
        return
    if _NO_CHARACTER.search(value) is not None:
        raise FieldRefusedError(field, "it has half a character in it, which cannot be sent.")
    if _TURNS_ROUND.search(value) is not None:
        raise FieldRefusedError(
            field, "it has an invisible mark that turns round the order of what is shown."
        )


def _called(character: str) -> str:
    known = {"\r": "a line break (CR)", "\n": "a line break (LF)", "\0": "a NUL"}
    return known.get(character, f"a control character (U+{ord(character):04X})")
