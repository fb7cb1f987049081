"""The heads in the tar of a record are the same bytes whatever Python writes them."""

from __future__ import annotations

import hashlib
import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.adapters.tar_form import MAX_SIZE_BYTES, filled, head
from bield.standalone.verify_record import head_of

MOMENT_S = 1_795_514_400
SIZES = st.integers(0, 2**45) | st.sampled_from([MAX_SIZE_BYTES, MAX_SIZE_BYTES + 1])
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


class TestAHead:
    @given(NAMES | NAMES.map(lambda name: name * 30), SIZES, st.integers(0, 2**32))
    def test_is_what_python_and_the_other_verifier_write(
        self, name: str, size: int, moment_s: int
    ) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, moment_s, 0o444
        made = head(name, size, moment_s=moment_s)
        assert made == info.tobuf(tarfile.PAX_FORMAT)
        assert made == head_of(name, size, moment_s)

    def test_never_changes(self) -> None:
        """Records that were sealed before would no longer be found whole."""
        heads = [
            head("case/a.txt", 5, moment_s=MOMENT_S),
            head(f"case/ü{'x' * 120}", 8**11, moment_s=MOMENT_S),
        ]
        digest = hashlib.sha256(b"".join(heads)).hexdigest()
        assert digest == "3300600e0828681510e34314a9dffe45a585412b0a36ceb557ccd14381c307e2"

    @pytest.mark.parametrize("length", [99, 100, 101, 155, 256, 1_000])
    def test_is_read_back(self, length: int) -> None:
        name = "case/" + "n" * (length - 5)
        made = head(name, 3, moment_s=MOMENT_S) + b"abc" + bytes(filled(3)) + bytes(1024)
        with tarfile.open(fileobj=io.BytesIO(made)) as archive:
            (member,) = archive.getmembers()
        assert (member.name, member.size, member.mtime) == (name, 3, MOMENT_S)
