"""The templates' surroundings: govuk-frontend's macros, and addresses of static files."""

from __future__ import annotations

import functools
import hashlib
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from bield.plan import in_words
from bield_site.guide.links import day, href, linked, says


def environment(**options: Any) -> Environment:
    """Give the environment that the pages are rendered in."""
    ours = options.pop("loader")
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["autoescape"] = True
    made = Environment(  # noqa: S701 -- it is on, in the line above
        loader=ChoiceLoader([ours, macros]), trim_blocks=True, lstrip_blocks=True, **options
    )
    made.globals["static"] = static_address
    made.filters |= {
        "day": day,
        "hours": in_words,
        "href": href,
        "linked": linked,
        "says": says,
    }
    return made


@functools.cache
def static_address(name: str) -> str:
    """Give the address of a static file, with a digest of what is in it.

    Raises:
        FileNotFoundError: There is no such file.
    """
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    with open(found, "rb") as file:  # noqa: PTH123 -- finders give strings
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{static(name)}?{digest[:16]}"
