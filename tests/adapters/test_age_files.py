"""Files locked with age: what opens, what is refused, and what another age makes of ours."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pty
import random
import shutil
import subprocess
import time
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.adapters.age_files import (
    ChangedOnTheWayError,
    MalformedAgeError,
    NotForThisKeyError,
    is_locked,
    lock_for_keys,
    lock_with_words,
    new_key,
    refuse_harmful,
    unlock_with_keys,
    unlock_with_words,
)
from bield.keep import UnableToKeepError, UnableToReadRecordError, padded_size

VECTORS = Path(__file__).with_name("age_vectors") / "vectors.zip"
PRIVATE, PUBLIC = new_key()
OTHER_PRIVATE, OTHER_PUBLIC = new_key()
STORY = b"Pay or else. " * 12_000
"""Three chunks of 64 KiB."""
HEAD = b"age-encryption.org/v1\n"
MAC = b"--- " + b"A" * 43 + b"\n"
PIECES = [HEAD, MAC, b"-> ", b"X25519 ", b"scrypt ", b"A" * 22, b"A" * 43, b"18", b" ", b"\n"]
PIECES += [b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"\r", b"QUJD", b"="]
needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="age is not on this machine")


Vector = tuple[str, Mapping[str, list[str]], bytes]


def vectors() -> list[Vector]:
    found: list[Vector] = []
    with zipfile.ZipFile(VECTORS) as archive:
        for name in archive.namelist():
            head, _, body = archive.read(name).partition(b"\n\n")
            said = defaultdict(list)
            for line in head.decode().splitlines():
                key, _, value = line.partition(": ")
                said[key].append(value)
            if "compressed" in said:
                body = zlib.decompress(body)
            found.append((name, said, body))
    return found


# Keys of after quantum computers are of a kind that pyrage does not have.
READABLE = [v for v in vectors() if not any("-PQ-" in key for key in v[1]["identity"])]


def locked(*keys: str, story: bytes = STORY) -> bytes:
    sink = io.BytesIO()
    lock_for_keys(io.BytesIO(story), sink, keys or [PUBLIC])
    return sink.getvalue()


def unlocked(data: bytes, *keys: str) -> bytes:
    sink = io.BytesIO()
    unlock_with_keys(io.BytesIO(data), sink, keys or [PRIVATE])
    return sink.getvalue()


class TestTheVectorsOfAge:
    def test_are_all_there(self) -> None:
        assert len(vectors()) == 143
        assert len(READABLE) == 124

    @pytest.mark.parametrize(("name", "said", "data"), READABLE, ids=[v[0] for v in READABLE])
    def test_open_or_are_refused_by_name_as_they_expect(
        self, name: str, said: Mapping[str, list[str]], data: bytes
    ) -> None:
        try:
            with_words = refuse_harmful(io.BytesIO(data))
            words = said["passphrase"][0] if said["passphrase"] else "none"
            story = (
                unlock_with_words(data, words) if with_words else unlocked(data, *said["identity"])
            )
        except MalformedAgeError:
            assert said["expect"][0] in {"header failure", "armor failure"}
        except NotForThisKeyError:
            assert said["expect"][0] not in {"success", "payload failure"}
        except ChangedOnTheWayError:
            assert said["expect"][0] in {"payload failure", "armor failure"}
        else:
            assert said["expect"] == ["success"], name
            assert hashlib.sha256(story).hexdigest() == said["payload"][0]

    @pytest.mark.parametrize("name", ["stanza_missing_body", "stanza_missing_final_line"])
    def test_that_pyrage_itself_would_take_are_refused_in_front(self, name: str) -> None:
        """When this fails, pyrage has learnt: what stands in front may then be shorter."""
        (said, data) = next((said, data) for n, said, data in READABLE if n == name)
        pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(said["identity"][0])])
        with pytest.raises(MalformedAgeError):
            refuse_harmful(io.BytesIO(data))


class TestAHead:
    @pytest.mark.parametrize("factor", [22, 23, 30, 63, 99])
    def test_that_would_keep_the_machine_busy_for_minutes_is_refused_at_once(
        self, factor: int
    ) -> None:
        stanza = f"-> scrypt {'A' * 22} {factor}\n{'A' * 43}\n".encode()
        started = time.perf_counter()
        with pytest.raises(MalformedAgeError, match=f"work factor {factor}.*locked anew"):
            refuse_harmful(io.BytesIO(HEAD + stanza + MAC))
        assert time.perf_counter() - started < 0.1

    @pytest.mark.parametrize(
        "stanzas",
        [
            b"",
            b"-> X25519\n" + b"A" * 43 + b"\n",
            b"-> X25519 " + b"A" * 43 + b"\n",
            b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 64 + b"\n",
            b"->  X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n",
            b"-> scrypt " + b"A" * 22 + b" 018\n" + b"A" * 43 + b"\n",
            2 * (b"-> scrypt " + b"A" * 22 + b" 10\n" + b"A" * 43 + b"\n"),
            b"-> " + b"x" * 70_000 + b"\n\n",
            101 * (b"-> x\n\n"),
        ],
    )
    def test_that_is_none_is_refused(self, stanzas: bytes) -> None:
        with pytest.raises(MalformedAgeError):
            refuse_harmful(io.BytesIO(HEAD + stanzas + MAC + b"x" * 40))

    @given(st.binary(max_size=300) | st.lists(st.sampled_from(PIECES)).map(b"".join))
    def test_of_any_bytes_is_read_or_refused_by_name(self, data: bytes) -> None:
        with contextlib.suppress(MalformedAgeError):
            refuse_harmful(io.BytesIO(data))


class TestLockedForKeys:
    def test_opens_for_each_holder_and_nobody_else(self) -> None:
        data = locked(PUBLIC, OTHER_PUBLIC)
        assert unlocked(data) == unlocked(data, OTHER_PRIVATE) == STORY
        with pytest.raises(NotForThisKeyError, match="not locked for this key"):
            unlocked(data, new_key()[0])

    def test_opens_too_where_it_came_as_text(self) -> None:
        story = random.Random(1).randbytes(300_000)  # noqa: S311 -- the same each time
        data = pyrage.encrypt(story, [pyrage.x25519.Recipient.from_str(PUBLIC)], armored=True)
        for form in (data, b"\r\n " + data + b"\n", data.replace(b"\n", b"\r\n")):
            assert unlocked(form) == story

    def test_is_found_out_wherever_a_bit_is_changed(self) -> None:
        data = locked()
        chance = random.Random(7)  # noqa: S311 -- the same places each time
        head = data.index(b"\n---") + 60
        places = [*range(head), *range(len(data) - 20, len(data))]
        places += [chance.randrange(len(data)) for _ in range(200)]
        for place in places:
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            with pytest.raises(UnableToReadRecordError):
                unlocked(bytes(changed))

    @pytest.mark.parametrize("size", [0, 10, 100, 220, 70_000, 65_536 * 2 + 250, -1, -16, -17])
    def test_is_found_out_where_it_was_cut_short(self, size: int) -> None:
        with pytest.raises(UnableToReadRecordError):
            unlocked(locked()[:size])

    def test_says_whether_the_key_is_wrong_or_the_file(self) -> None:
        with pytest.raises(ChangedOnTheWayError, match=r"key is right.*Ask for it again"):
            unlocked(locked()[:-1])

    def test_says_that_the_disk_is_full_where_it_is(self) -> None:
        if not Path("/dev/full").exists():
            pytest.skip("there is no /dev/full here")
        with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123 -- a device
            with pytest.raises(OSError, match="No space left"):
                lock_for_keys(io.BytesIO(STORY), full, [PUBLIC])
            with pytest.raises(OSError, match="No space left"):
                unlock_with_keys(io.BytesIO(locked()), full, [PRIVATE])

    @pytest.mark.parametrize(
        ("key", "says"),
        [
            ("age1notakey", "“age1notakey” is no public key"),
            (PUBLIC[:-1] + ("q" if PUBLIC[-1] != "q" else "p"), "is no public key"),
            ("age1pq1" + "q" * 50, "of a kind that Bield cannot lock for yet"),
        ],
        ids=["no key", "mistyped", "of another kind"],
    )
    def test_is_not_made_for_what_is_no_key(self, key: str, says: str) -> None:
        with pytest.raises(UnableToKeepError, match=says):
            locked(PUBLIC, key)

    def test_never_repeats_a_private_key_that_was_given_for_a_public_one(self) -> None:
        with pytest.raises(UnableToKeepError, match="That is a private key") as refused:
            locked(PRIVATE)
        assert PRIVATE not in str(refused.value)

    def test_tells_by_its_size_little_of_what_is_in_it(self) -> None:
        chance = random.Random(3)  # noqa: S311 -- the same sizes each time
        made = [
            locked(story=bytes(padded_size(chance.randrange(100_000, 200_000)))) for _ in range(200)
        ]
        # The head has a part of a random length, which age fills in so that no program relies on
        # there being none; what stands after it is as long as what was locked.
        sizes = {len(data) - data.index(b"\n---") for data in made}
        assert len(sizes) <= 33


@pytest.fixture(scope="module")
def with_words() -> bytes:
    """Made once: it takes seconds, as it should."""
    return lock_with_words(STORY, "acorn kettle")


class TestLockedWithWords:
    def test_takes_long_to_try(self, with_words: bytes) -> None:
        assert refuse_harmful(io.BytesIO(with_words))
        started = time.perf_counter()
        with pytest.raises(NotForThisKeyError):
            unlock_with_words(with_words, "acorn kettlf")
        assert time.perf_counter() - started > 0.1

    def test_gives_no_hint_whether_the_words_are_wrong_or_the_file(self) -> None:
        (said, data) = next((said, data) for name, said, data in READABLE if name == "scrypt")
        words = said["passphrase"][0]
        assert unlock_with_words(data, words)
        with pytest.raises(NotForThisKeyError) as wrong:
            unlock_with_words(data, f"{words[:-1]}x")
        with pytest.raises(NotForThisKeyError) as changed:
            unlock_with_words(data[:-1] + bytes([data[-1] ^ 1]), words)
        assert str(wrong.value) == str(changed.value)


@needs_age
class TestAnotherAge:
    """Debian's `age`, of those who made the format."""

    @pytest.mark.parametrize("form", [[], ["--armor"]])
    def test_locks_what_opens_here(self, tmp_path: Path, form: list[str]) -> None:
        path = tmp_path / "its.age"
        path.write_bytes(_age("--encrypt", *form, "--recipient", PUBLIC, given=STORY))
        assert is_locked(path)
        assert unlocked(path.read_bytes()) == STORY

    def test_opens_what_was_locked_here_for_a_key(self, tmp_path: Path) -> None:
        key = tmp_path / "unit.key"
        key.write_text(f"{PRIVATE}\n")
        assert _age("--decrypt", "--identity", str(key), given=locked()) == STORY

    def test_opens_what_was_locked_here_with_words(self, tmp_path: Path, with_words: bytes) -> None:
        (tmp_path / "ours.age").write_bytes(with_words)
        screen, terminal = pty.openpty()  # it asks on the terminal that is its own
        process = subprocess.Popen(
            ["setsid", "--ctty", "--wait", "age", "--decrypt", "--output", "story", "ours.age"],
            cwd=tmp_path,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
        )
        os.read(screen, 1024)
        os.write(screen, b"acorn kettle\n")
        assert process.wait(60) == 0
        os.close(screen)
        os.close(terminal)
        assert (tmp_path / "story").read_bytes() == STORY


def _age(*arguments: str, given: bytes) -> bytes:
    made = subprocess.run(["age", *arguments], input=given, capture_output=True, timeout=60)
    assert made.returncode == 0, made.stderr
    return made.stdout
