"""Read one of the data files that ship with Bield."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# PyYAML without libyaml reads more slowly, with the same result.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WordLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class FactsError(ValueError):
    """A data file does not hold what it must. `str()` names the file, the entry and the field."""


def load_yaml(name: str, *, words_only: bool = False) -> Any:
    """Give what `src/bield/facts/<name>` holds.

    Args:
        name: The file's path below `src/bield/facts/`.
        words_only: Every value is a word, so that «no» and «on» are not taken for answers.

    Raises:
        FactsError: It is not there, or is no YAML.
    """
    try:
        text = (files("bield.facts") / name).read_text(encoding="utf-8")
        return yaml.load(text, Loader=_WordLoader if words_only else _Loader)  # noqa: S506 -- both are safe
    except (OSError, yaml.YAMLError) as error:
        raise FactsError(f"{name}: {error}") from error
