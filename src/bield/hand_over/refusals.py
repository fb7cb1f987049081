"""Why a record cannot be handed over: each by name, in words for a person."""

from __future__ import annotations


class UnableToHandOverError(ValueError):
    """A package cannot be made for this recipient; the error says what is missing."""


class NothingToHandOverError(UnableToHandOverError):
    """The record holds nothing that this recipient could act on."""
