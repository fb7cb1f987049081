"""What an answer says first, in the terminal and on the page. Read by somebody frightened, at
night: plain, kind, never sure of more than was found."""

from bield.wording.details import EVENTS, KINDS, WHOSE_CLOCK, when
from bield.wording.found import YOU_KNOW_BEST, how_sure, of_finding
from bield.wording.told import of_a_crisis, of_what_was_told
from bield.wording.words import Words

__all__ = [
    "EVENTS",
    "KINDS",
    "WHOSE_CLOCK",
    "YOU_KNOW_BEST",
    "Words",
    "how_sure",
    "of_a_crisis",
    "of_finding",
    "of_what_was_told",
    "when",
]
