"""Time-stamps of a real authority, and of authorities that do what none should."""

from __future__ import annotations

import contextlib
import hashlib
import random
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authority import Answer, Authority
from bield.adapters.timestamp import (
    MAX_ANSWER_BYTES,
    AuthorityError,
    NoCertificateError,
    StampNotTrueError,
    certificates,
    check_stamp,
    stamp,
)

DIGEST = hashlib.sha256(b"a record").digest()
OTHER = hashlib.sha256(b"another").digest()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with Authority(tmp_path_factory.mktemp("tsa") / "one") as made:
        yield made


@pytest.fixture(scope="module")
def token(authority: Authority) -> bytes:
    return stamp(DIGEST, authority.url)


@contextlib.contextmanager
def that(authority: Authority, answer: Answer) -> Iterator[Authority]:
    """An authority that for once answers in another way."""
    before, authority.answer = authority.answer, answer
    try:
        yield authority
    finally:
        authority.answer = before


class TestATimeStamp:
    def test_is_of_this_moment_and_by_this_authority(
        self, authority: Authority, token: bytes
    ) -> None:
        made = check_stamp(token, DIGEST, certificates([authority.root]))
        assert made.authority == "CN=Time Authority"
        assert made.trusted
        assert abs(made.at - datetime.now(UTC)) < timedelta(minutes=5)

    def test_is_told_as_not_trusted_where_no_authority_was_named(self, token: bytes) -> None:
        made = check_stamp(token, DIGEST)
        assert (made.authority, made.trusted) == ("CN=Time Authority", False)

    @pytest.mark.parametrize(
        ("key", "digest", "names_by"),
        [
            ("rsa:2048", "sha512", "sha1"),
            ("rsa:2048", "sha384", "sha512"),
            ("ec", "sha256", "sha1"),
        ],
    )
    def test_is_taken_from_authorities_of_each_kind(
        self, tmp_path: Path, key: str, digest: str, names_by: str
    ) -> None:
        folder = tmp_path / "tsa"
        with Authority(folder, key=key, digest=digest, names_by=names_by) as other:
            roots = certificates([other.root])
            assert check_stamp(stamp(DIGEST, other.url), DIGEST, roots).trusted

    def test_is_one_that_openssl_itself_finds_true(
        self, authority: Authority, token: bytes, tmp_path: Path
    ) -> None:
        (tmp_path / "it.tsr").write_bytes(token)
        command = ["openssl", "ts", "-verify", "-digest", DIGEST.hex(), "-in", "it.tsr"]
        made = subprocess.run(
            [*command, "-CAfile", authority.root], cwd=tmp_path, capture_output=True, timeout=60
        )
        assert made.returncode == 0, made.stderr

    def test_tells_the_authority_nothing_but_a_hash(self, authority: Authority) -> None:
        stamp(DIGEST, authority.url)
        assert len(authority.asked[-1]) == 69
        assert DIGEST in authority.asked[-1]

    def test_of_something_else_is_refused(self, token: bytes) -> None:
        with pytest.raises(StampNotTrueError, match="of something else"):
            check_stamp(token, OTHER)

    def test_is_found_out_wherever_a_bit_is_changed(
        self, authority: Authority, token: bytes
    ) -> None:
        roots = certificates([authority.root])
        trusting = set(random.Random(5).sample(range(8 * len(token)), 300))  # noqa: S311
        for place in range(8 * len(token)):
            changed = bytearray(token)
            changed[place // 8] ^= 1 << place % 8
            with pytest.raises(StampNotTrueError):
                check_stamp(bytes(changed), DIGEST, roots if place in trusting else ())

    def test_cut_short_is_refused(self, token: bytes) -> None:
        for size in range(len(token)):
            with pytest.raises(StampNotTrueError):
                check_stamp(token[:size], DIGEST)

    @given(st.binary(max_size=300))
    def test_that_is_none_is_refused(self, data: bytes) -> None:
        with pytest.raises(StampNotTrueError):
            check_stamp(data, DIGEST)


class TestATrustedAuthority:
    def test_is_the_one_that_is_named_and_not_another_of_the_same_name(
        self, authority: Authority, token: bytes, tmp_path: Path
    ) -> None:
        other = Authority(tmp_path / "other")
        with pytest.raises(StampNotTrueError, match=r"CN=Time Authority.*no authority.*vouches"):
            check_stamp(token, DIGEST, certificates([other.root]))
        assert check_stamp(token, DIGEST, certificates([other.root, authority.root])).trusted

    def test_may_have_others_between(self, tmp_path: Path) -> None:
        with Authority(tmp_path / "tsa", between=True) as other:
            made = stamp(DIGEST, other.url)
            with pytest.raises(StampNotTrueError, match="vouches"):
                check_stamp(made, DIGEST, certificates([other.root]))
            assert check_stamp(made, DIGEST, certificates([other.root, other.between])).trusted

    @pytest.mark.parametrize("sends", [("between", "root"), ("root", "between"), ("between",)])
    def test_may_send_those_between_in_any_order(
        self, tmp_path: Path, sends: tuple[str, ...]
    ) -> None:
        with Authority(tmp_path / "tsa", between=True, sends=sends) as other:
            made = stamp(DIGEST, other.url)
            assert check_stamp(made, DIGEST, certificates([other.root])).trusted
            with pytest.raises(StampNotTrueError, match="vouches"):
                check_stamp(made, DIGEST, certificates([Authority(tmp_path / "b").root]))

    def test_is_not_believed_once_its_certificate_had_run_out(self, tmp_path: Path) -> None:
        good = ("20200101000000Z", "20210101000000Z")
        with Authority(tmp_path / "tsa", good=good) as other:
            with pytest.raises(AuthorityError, match="2020-01-01 to 2021-01-01"):
                stamp(DIGEST, other.url)
            made = other.reply(other.asked[-1])
            for roots in ((), certificates([other.root])):
                with pytest.raises(StampNotTrueError, match="2020-01-01 to 2021-01-01"):
                    check_stamp(made, DIGEST, roots)

    def test_may_be_named_in_either_form(
        self, authority: Authority, token: bytes, tmp_path: Path
    ) -> None:
        subprocess.run(
            ["openssl", "x509", "-in", authority.root, "-outform", "DER", "-out", "root.der"],
            cwd=tmp_path,
            check=True,
        )
        roots = certificates([tmp_path / "root.der", authority.root])
        assert check_stamp(token, DIGEST, roots).trusted

    @pytest.mark.parametrize("data", [b"", b"-----BEGIN CERTIFICATE-----\nx", b"\x30\x03\x02"])
    def test_must_be_named_by_a_certificate(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "no.pem").write_bytes(data)
        with pytest.raises(NoCertificateError, match=r"no\.pem holds no certificate"):
            certificates([tmp_path / "no.pem"])

    def test_must_be_named_by_its_root(self, authority: Authority) -> None:
        with pytest.raises(NoCertificateError, match="root"):
            certificates([authority.folder / "tsa.pem"])


class TestAnAuthorityThat:
    @pytest.mark.parametrize(
        "url",
        [
            "",
            "here",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "data:,x",
            "http://[",
            "http:///x",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:1/a b",
            "http://127.0.0.1:1/\r\nX: y",
        ],
    )
    def test_has_no_address_is_named(self, url: str) -> None:
        with pytest.raises(AuthorityError):
            stamp(DIGEST, url, timeout_s=5)

    def test_is_not_there_is_named(self, tmp_path: Path) -> None:
        with Authority(tmp_path / "gone") as gone:
            url = gone.url
        with pytest.raises(AuthorityError, match=r"cannot be reached.*Try again later"):
            stamp(DIGEST, url)

    def test_refuses_is_told_in_its_own_words(self, tmp_path: Path) -> None:
        with (
            Authority(tmp_path / "tsa", digests="sha512") as other,
            pytest.raises(AuthorityError, match=r"refused \(.*algorithm"),
        ):
            stamp(DIGEST, other.url)

    @pytest.mark.parametrize("data", [b"", b"<html>Welcome</html>", b"\x30\x80", bytes(2_000)])
    def test_answers_nonsense_is_named(self, authority: Authority, data: bytes) -> None:
        with (
            that(authority, lambda _, __: data) as other,
            pytest.raises(AuthorityError, match="gave no time-stamp"),
        ):
            stamp(DIGEST, other.url)

    @pytest.mark.parametrize("drips", [b"HTTP/1.0 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\n\r\n", b""])
    def test_answers_a_byte_at_a_time_is_not_waited_for(
        self, authority: Authority, drips: bytes
    ) -> None:
        def drip(handler: BaseHTTPRequestHandler, _: bytes) -> None:
            with contextlib.suppress(OSError):
                handler.wfile.write(drips)
                for _i in range(40):
                    time.sleep(0.05)
                    handler.wfile.write(b"a" if drips else b"")

        started = time.monotonic()
        with (
            that(authority, drip) as other,
            pytest.raises(AuthorityError, match="did not answer within"),
        ):
            stamp(DIGEST, other.url, timeout_s=0.3)
        assert time.monotonic() - started < 1.5

    def test_does_not_come_to_an_end_is_not_listened_to(self, authority: Authority) -> None:
        sent = 0

        def pour(handler: BaseHTTPRequestHandler, _: bytes) -> None:
            nonlocal sent
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
            with contextlib.suppress(OSError):
                while sent < 500_000_000:
                    sent += handler.wfile.write(bytes(100_000))

        with that(authority, pour) as other, pytest.raises(AuthorityError, match="something large"):
            stamp(DIGEST, other.url)
        assert sent < 50 * MAX_ANSWER_BYTES

    def test_gives_an_older_answer_again_is_found_out(
        self, authority: Authority, token: bytes
    ) -> None:
        with (
            that(authority, lambda _, __: token) as other,
            pytest.raises(AuthorityError, match="something else than it was asked"),
        ):
            stamp(DIGEST, other.url)

    def test_stamps_another_hash_is_found_out(self, authority: Authority) -> None:
        def otherwise(_: BaseHTTPRequestHandler, query: bytes) -> bytes:
            return authority.reply(query.replace(DIGEST, OTHER))

        with (
            that(authority, otherwise) as other,
            pytest.raises(AuthorityError, match="something else than it was asked"),
        ):
            stamp(DIGEST, other.url)

    def test_leaves_out_its_certificate_is_refused(self, authority: Authority) -> None:
        def without(_: BaseHTTPRequestHandler, query: bytes) -> bytes:
            return authority.reply(query[:1] + bytes([query[1] - 3]) + query[2:-3])

        with that(authority, without) as other, pytest.raises(AuthorityError, match="not true"):
            stamp(DIGEST, other.url)

    @pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://127.0.0.1:1"])
    def test_sends_on_is_not_followed(self, authority: Authority, code: int, to: str) -> None:
        def send_on(handler: BaseHTTPRequestHandler, _: bytes) -> None:
            handler.send_response(code)
            handler.send_header("Location", to)
            handler.end_headers()

        with (
            that(authority, send_on) as other,
            pytest.raises(AuthorityError, match="moved") as said,
        ):
            stamp(DIGEST, other.url)
        assert to in str(said.value)

    @pytest.mark.parametrize("code", [400, 404, 500, 503])
    def test_says_that_it_failed_is_named(self, authority: Authority, code: int) -> None:
        with (
            that(authority, lambda handler, _: handler.send_error(code)) as other,
            pytest.raises(AuthorityError, match=f"{code}.*Try again later"),
        ):
            stamp(DIGEST, other.url)
