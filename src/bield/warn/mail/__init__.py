"""A letter is compiled once; each reader's mail is then a few joined pieces and a signature."""

from __future__ import annotations

from bield.warn.mail.fields import FieldRefusedError
from bield.warn.mail.mailing import Mailing
from bield.warn.mail.places import PlaceRefusedError

__all__ = ["FieldRefusedError", "Mailing", "PlaceRefusedError"]
