"""What the tests beside a mail server share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from postfix import Postfix, running_postfix


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    with running_postfix() as postfix:
        yield postfix
