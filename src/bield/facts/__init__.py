"""Facts: reviewed data, with a source and a date on each, and the loaders that check it."""

from bield.facts.catalogue import load_catalogue, read_catalogue
from bield.facts.loading import FactsError

__all__ = ["FactsError", "load_catalogue", "read_catalogue"]
