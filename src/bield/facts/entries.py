"""The entries of the catalogue's files: every refusal names the file, the entry and the field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bield.facts.loading import FactsError, load_yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SENTENCE_END = re.compile(r"[.!?]”?(?=\s|$)")
_NUMBER_OR_ADDRESS = re.compile(
    r"\d{3,}|@|://|www\.|\.(?:org|com|uk|gov|net|scot)\b", re.IGNORECASE
)
_Choice = TypeVar("_Choice", bound=StrEnum)
_Named = TypeVar("_Named")


class Entry:
    """One entry of a file, each of whose fields must be asked for, and asked for rightly."""

    def __init__(self, file: str, name: str, fields: object) -> None:
        """Take the fields of the entry `name` in `file`.

        Raises:
            FactsError: The fields are not a mapping.
        """
        self.file = file
        self.name = name
        if not isinstance(fields, Mapping):
            raise FactsError(f"{file}, “{name}”: expected fields, found {fields!r}.")
        self._fields = dict(fields)
        self._asked: set[str] = set()

    def wrong(self, field: str, reason: str) -> FactsError:
        """Give the error to raise about one field."""
        return FactsError(f"{self.file}, “{self.name}”, {field}: {reason}")

    def has(self, field: str) -> bool:
        return field in self._fields

    def raw(self, field: str) -> object:
        """Give the field as YAML has it.

        Raises:
            FactsError: There is no such field.
        """
        self._asked.add(field)
        if field not in self._fields:
            raise self.wrong(field, "it is missing.")
        return self._fields[field]

    def text(self, field: str) -> str:
        """Give a field that is words, with line breaks and doubled spaces made single spaces."""
        return self._words(field, self.raw(field))

    def text_or_empty(self, field: str) -> str:
        """Give a field that is words, or the empty string where the entry has none."""
        self._asked.add(field)
        return self.text(field) if self.has(field) else ""

    def texts(self, field: str) -> tuple[str, ...]:
        """Give a field that is a list of words."""
        value = self.raw(field)
        if not isinstance(value, list):
            raise self.wrong(field, f"expected a list, found {value!r}.")
        items = tuple(self._words(field, item) for item in value)
        if len(set(items)) != len(items):
            raise self.wrong(field, "something in the list stands twice.")
        return items

    def texts_or_empty(self, field: str) -> tuple[str, ...]:
        """Give a field that is a list of words, or an empty one where the entry has none."""
        self._asked.add(field)
        return self.texts(field) if self.has(field) else ()

    def flag(self, field: str) -> bool:
        """Give a field that is `true` or `false`; false where the entry has none."""
        self._asked.add(field)
        value = self.raw(field) if self.has(field) else False
        if not isinstance(value, bool):
            raise self.wrong(field, f"expected true or false, found {value!r}.")
        return value

    def day(self, field: str) -> date:
        """Give a field that is a date, written 2026-11-24."""
        value = self.raw(field)
        if type(value) is not date:  # a datetime is a date too, and not meant
            raise self.wrong(field, f"expected a date such as 2026-11-24, found {value!r}.")
        return value

    def sentence(self, field: str) -> str:
        """Give a field that is one sentence."""
        return self._one(field, self.text(field))

    def sentences(self, field: str) -> tuple[str, ...]:
        """Give a field that is a list, of a sentence each."""
        return tuple(self._one(field, text) for text in self.texts(field))

    def refuse_numbers(self, field: str, text: str) -> None:
        """Let the words of a field pass only if they hold no number to call and no address.

        Raises:
            FactsError: They hold one: those live in `services.yaml`, and nowhere else.
        """
        if found := _NUMBER_OR_ADDRESS.search(text):
            raise self.wrong(
                field,
                f"“{found[0]}” looks like a number or an address. Those live in services.yaml; "
                "name the service instead.",
            )

    def choice(self, field: str, choices: type[_Choice]) -> _Choice:
        """Give a field that is one value of an enumeration."""
        return self.chosen(field, self.text(field), choices)

    def chosen(self, field: str, value: str, choices: type[_Choice]) -> _Choice:
        """Give the value of an enumeration that stands in a field."""
        try:
            return choices(value)
        except ValueError as error:
            allowed = ", ".join(choice.value for choice in choices)
            raise self.wrong(field, f"“{value}” is not one of {allowed}.") from error

    def named(self, field: str, known: Mapping[str, _Named], home: str) -> tuple[_Named, ...]:
        """Give what a field names.

        Args:
            field: A list of names.
            known: What there is, by name.
            home: The file that they stand in.
        """
        for name in self.texts(field):
            if name not in known:
                raise self.wrong(field, f"“{name}” is not in {home}.")
        return tuple(known[name] for name in self.texts(field))

    def inner(self, field: str) -> Entry:
        """Give a field that has fields of its own."""
        return Entry(self.file, f"{self.name}” → “{field}", self.raw(field))

    def inner_list(self, field: str) -> tuple[Entry, ...]:
        """Give a field that is a list of things with fields of their own."""
        value = self.raw(field)
        if not isinstance(value, list):
            raise self.wrong(field, f"expected a list, found {value!r}.")
        return tuple(
            Entry(self.file, f"{self.name}” → “{field} {n}", item)
            for n, item in enumerate(value, start=1)
        )

    def names(self) -> tuple[str, ...]:
        """Give the names of all fields, in the order of the file."""
        return tuple(str(name) for name in self._fields)

    def done(self) -> None:
        """Refuse fields that nobody asked for: a misspelt field must not be dropped quietly.

        Raises:
            FactsError: There is one.
        """
        for field in self._fields:
            if field not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.wrong(str(field), f"no such field here. There are: {known}.")

    def _one(self, field: str, text: str) -> str:
        ends = [found.end() for found in _SENTENCE_END.finditer(text)]
        if ends != [len(text)]:
            raise self.wrong(field, f"expected one sentence, found “{text}”")
        return text

    def _words(self, field: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, f"expected words, found {value!r}.")
        return " ".join(value.split())


def entries(folder: Traversable, file: str) -> Iterator[Entry]:
    """Give the entries of a YAML file, in its order.

    Args:
        folder: Where the file is.
        file: Its name.

    Raises:
        FactsError: The file is missing, is not YAML, or is not a mapping of entries.
    """
    loaded = load_yaml(folder, file)
    if not isinstance(loaded, Mapping) or not loaded:
        raise FactsError(f"{file}: expected entries, each under its name.")
    for name, fields in loaded.items():
        yield Entry(file, str(name), fields)
