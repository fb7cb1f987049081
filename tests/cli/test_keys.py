"""`bield keys`, run as a unit runs it, and the files that it makes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_stamps import bield

from bield.adapters.age_files import new_key, public_key
from bield.cli.keys import in_words, private_keys

NEWER = "AGE-SECRET-KEY-PQ-1" + "Q" * 58


@pytest.fixture
def key(tmp_path: Path) -> Path:
    assert bield("keys", "new", tmp_path / "unit.key").exit_code == 0
    return tmp_path / "unit.key"


def told(stdout: str) -> tuple[str, str]:
    """The public key that was told, and its fingerprint."""
    found = re.search(r"Public key:  (age1\w{58})\nIn words:    (\w+(?: \w+){5})\n", stdout)
    assert found is not None, stdout
    return found[1], found[2]


class TestNew:
    def test_makes_a_file_that_only_its_owner_reads_and_tells_the_public_key(
        self, tmp_path: Path
    ) -> None:
        old = os.umask(0)
        try:
            made = bield("keys", "new", tmp_path / "unit.key")
        finally:
            os.umask(old)
        public, words = told(made.stdout)
        (private,) = private_keys(tmp_path / "unit.key")
        assert public_key(private) == public
        assert in_words(public) == words
        assert private not in made.stdout + made.stderr
        assert stat.S_IMODE((tmp_path / "unit.key").stat().st_mode) == 0o600

    def test_never_writes_over_a_file(self, key: Path) -> None:
        before = key.read_bytes()
        made = bield("keys", "new", key)
        assert (made.exit_code, made.stdout) == (2, "")
        assert "exists" in made.stderr
        assert key.read_bytes() == before

    def test_says_where_there_is_no_such_folder(self, tmp_path: Path) -> None:
        made = bield("keys", "new", tmp_path / "nowhere" / "unit.key")
        assert made.exit_code == 2
        assert "nowhere" in made.stderr

    def test_leaves_nothing_where_the_disk_is_full(self, tmp_path: Path) -> None:
        made = subprocess.run(
            ["bash", "-c", f"ulimit -f 0; trap '' XFSZ; {sys.executable} -m bield keys new k"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=60,
        )
        assert made.returncode == 3, made.stderr
        assert b"Traceback" not in made.stderr
        assert list(tmp_path.iterdir()) == []

    def test_says_what_to_install_where_that_is_missing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "pyrage", None)
        made = bield("keys", "new", tmp_path / "unit.key")
        assert made.exit_code == 3
        assert "pip install 'bield[keep]'" in made.stderr
        assert list(tmp_path.iterdir()) == []


class TestShow:
    def test_tells_the_same_again(self, key: Path) -> None:
        public, words = told(bield("keys", "show", key).stdout)
        assert public in key.read_text()
        assert words == in_words(public)

    def test_makes_the_file_that_is_given_out_and_no_private_key_is_in_it(self, key: Path) -> None:
        out = key.with_name("unit.pub")
        public, words = told(bield("keys", "show", key, "--out", out).stdout)
        assert out.read_text() == f"# in words: {words}\n{public}\n"
        assert "SECRET" not in out.read_text()
        assert bield("keys", "show", key, "--out", out).exit_code == 2

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (b"", "holds no private key"),
            (b"# a comment\n", "holds no private key"),
            (b"\xff\xfe\x00", "holds no private key"),
            (b"AGE-SECRET-KEY-1QQQQ\n", "is broken"),
            (NEWER.encode(), "of a newer kind"),
        ],
    )
    def test_names_a_file_that_holds_no_key(self, tmp_path: Path, text: bytes, says: str) -> None:
        (tmp_path / "bad.key").write_bytes(text)
        for command in ("show", "rotate"):
            made = bield("keys", command, tmp_path / "bad.key")
            assert made.exit_code == 2
            assert says in made.stderr
            assert "bad.key" in made.stderr
            assert (tmp_path / "bad.key").read_bytes() == text

    def test_names_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        made = bield("keys", "show", tmp_path / "no.key")
        assert (made.exit_code, made.stdout) == (2, "")
        assert "no.key" in made.stderr

    def test_says_where_others_can_read_the_private_key(self, key: Path) -> None:
        assert bield("keys", "show", key).stderr == ""
        key.chmod(0o644)
        assert f"chmod 600 {key}" in bield("keys", "show", key).stderr

    @pytest.mark.skipif(shutil.which("age-keygen") is None, reason="age is not on this machine")
    def test_reads_a_key_of_age_s_own(self, tmp_path: Path) -> None:
        made = subprocess.run(
            ["age-keygen", "-o", tmp_path / "its.key"], capture_output=True, timeout=60, check=True
        )
        public, _ = told(bield("keys", "show", tmp_path / "its.key").stdout)
        assert public in made.stderr.decode()


class TestRotate:
    def test_puts_a_new_key_first_and_keeps_every_old_one(self, key: Path) -> None:
        key.write_text("# of the unit in Leith\n" + key.read_text())
        (first,) = private_keys(key)
        public, _ = told(bield("keys", "rotate", key).stdout)
        bield("keys", "rotate", key)
        keys = private_keys(key)
        assert len(set(keys)) == 3
        assert keys[2] == first
        assert public_key(keys[1]) == public
        assert told(bield("keys", "show", key).stdout)[0] == public_key(keys[0])
        assert "# of the unit in Leith" in key.read_text()
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert [path.name for path in key.parent.iterdir()] == ["unit.key"]

    def test_opens_after_it_what_was_locked_before(self, key: Path) -> None:
        case, out = key.with_name("case"), key.with_name("case.age")
        bield("record", "new", case)
        bield("record", "seal", case, out, "--to", told(bield("keys", "show", key).stdout)[0])
        bield("keys", "rotate", key)
        assert bield("record", "verify", out, "--key", key).exit_code == 0

    def test_goes_on_after_one_that_was_interrupted(self, key: Path) -> None:
        key.with_name("unit.key.new").write_text("half a k")
        assert bield("keys", "rotate", key).exit_code == 0
        assert len(private_keys(key)) == 2
        assert not key.with_name("unit.key.new").exists()

    def test_changes_the_file_that_a_link_leads_to(self, key: Path) -> None:
        link = key.with_name("link.key")
        link.symlink_to(key)
        assert bield("keys", "rotate", link).exit_code == 0
        assert link.is_symlink()
        assert len(private_keys(key)) == 2

    def test_loses_no_key_where_several_do_it_at_once(self, key: Path) -> None:
        rotating = [
            subprocess.Popen(
                [sys.executable, "-c", _ROTATE, key, "12"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for process in rotating:
            assert process.stdout is not None
            process.stdout.readline()
        for process in rotating:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = "".join(process.communicate(timeout=60)[0] for process in rotating)
        publics = set(re.findall(r"Public key:  (age1\w{58})", said))
        assert len(publics) == 48
        assert publics < {public_key(private) for private in private_keys(key)}

    def test_leaves_the_old_key_or_both_whenever_it_is_killed(self, key: Path) -> None:
        (first,) = private_keys(key)
        for moment in range(8):
            process = subprocess.Popen(
                [sys.executable, "-c", _ROTATE, key, "200"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.005 * moment)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=60)
            assert private_keys(key)[-1] == first


_ROTATE = """
import sys
from pathlib import Path
from bield.cli.keys import rotate
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    rotate(Path(sys.argv[1]))
    sys.stdout.flush()
"""


class TestAFingerprint:
    def test_differs_from_key_to_key_and_is_the_same_for_one(self) -> None:
        publics = [new_key()[1] for _ in range(50)]
        assert len({in_words(public) for public in publics}) == 50
        assert in_words("age1x") == in_words("age1x")
