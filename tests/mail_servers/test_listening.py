"""Where a server listens, in words."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from apart import run_apart

from bield.mail_servers.listening import (
    Address,
    NotAnAddressError,
    UnableToListenError,
    address_of,
    listen,
)


class TestAddressOf:
    @pytest.mark.parametrize(
        ("words", "address"),
        [
            ("127.0.0.1:8025", Address(host="127.0.0.1", port=8025)),
            ("inet:localhost:25", Address(host="localhost", port=25)),
            ("[::1]:0", Address(host="::1", port=0)),
            ("unix:/run/bield/x.sock", Address(path=Path("/run/bield/x.sock"))),
        ],
    )
    def test_gives_what_the_words_name(self, words: str, address: Address) -> None:
        assert address_of(words) == address
        assert address_of(str(address)) == address

    @pytest.mark.parametrize(
        "words", ["", "8025", "unix:", "/run/x", "127.0.0.1", "a:99999", "::1:25", "a b:25", "a:-1"]
    )
    def test_says_how_one_looks_where_they_name_none(self, words: str) -> None:
        with pytest.raises(NotAnAddressError, match=r"127\.0\.0\.1:8025"):
            address_of(words)


class TestListen:
    def opened(self, address: Address) -> Address:
        async def run() -> Address:
            listener = await listen(asyncio.Protocol, address)
            listener.close()
            return listener.address

        return run_apart(run())

    def test_says_which_port_it_got(self) -> None:
        assert self.opened(Address(host="127.0.0.1", port=0)).port > 0

    def test_refuses_a_place_that_is_taken(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(UnableToListenError, match="in use"):
                self.opened(Address(host="127.0.0.1", port=taken.getsockname()[1]))
        path = tmp_path / "x.sock"
        with socket.socket(socket.AF_UNIX) as taken:
            taken.bind(str(path))
            taken.listen()
            with pytest.raises(UnableToListenError, match="in use"):
                self.opened(Address(path=path))
        assert path.exists()

    def test_takes_the_place_of_a_server_that_was_killed(self, tmp_path: Path) -> None:
        path = tmp_path / "x.sock"
        with socket.socket(socket.AF_UNIX) as killed:
            killed.bind(str(path))
        assert path.exists()
        self.opened(Address(path=path))
        assert not path.exists()

    def test_never_removes_a_file_that_is_no_socket(self, tmp_path: Path) -> None:
        path = tmp_path / "x.sock"
        path.write_text("mine", encoding="ascii")
        with pytest.raises(UnableToListenError, match="no socket"):
            self.opened(Address(path=path))
        assert path.read_text(encoding="ascii") == "mine"

    def test_says_that_the_folder_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UnableToListenError, match="folder"):
            self.opened(Address(path=tmp_path / "none" / "x.sock"))
