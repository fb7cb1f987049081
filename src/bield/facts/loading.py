"""Read the YAML of `facts/`, strictly and in one way for every file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# PyYAML without libyaml reads more slowly, with the same result.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Base):  # type: ignore[misc]  # the base is C where PyYAML was built with it
    """YAML in which a word is a word: `no` is not false and `0800` is not a number.

    Only `true`, `false` and dates are read as anything else. A key that stands twice is
    refused, where YAML would quietly drop the first.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key.value}” stands twice", key.start_mark
                )
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


for _tag in ("bool", "timestamp"):
    for _first, _resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items():
        for _name, _pattern in _resolvers:
            if _name == f"tag:yaml.org,2002:{_tag}" and (_tag != "bool" or _first in "tf"):
                _PlainLoader.yaml_implicit_resolvers.setdefault(_first, []).append(
                    (_name, _pattern)
                )


class FactsError(ValueError):
    """A data file does not hold what it must. `str()` names the file, the entry and the field."""


def load_yaml(folder: Traversable, file: str) -> Any:
    """Give what a YAML file holds.

    Args:
        folder: Where the file is.
        file: Its name.

    Raises:
        FactsError: The file is missing, or is not YAML, or has a key twice.
    """
    try:
        content = (folder / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactsError(f"{file}: it cannot be read ({error}).") from error
    try:
        # The loader above is the safe one, with fewer types.
        return yaml.load(content, Loader=_PlainLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError) as error:
        raise FactsError(f"{file}: it is not good YAML ({error}).") from error
