"""The two commands, typed in a fresh clone by a stranger who has Python and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The last commit, in a folder of its own, without any environment."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so there is nothing to clone")
    folder = tmp_path / "bield"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def environment() -> dict[str, str]:
    # Nothing of the environment that runs these tests may help the clone.
    left_out = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "MAKEFLAGS", "MAKELEVEL", "PYTEST"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in left_out and not name.startswith(("PYTEST_", "BIELD_"))
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.clone
@pytest.mark.timeout(600)
class TestFreshClone:
    def test_make_run_says_where_to_go_and_answers_there(self, clone: Path) -> None:
        port = free_port()
        with subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                assert process.stdout is not None
                said = []
                for line in process.stdout:
                    said.append(line.decode())
                    if "Bield is ready" in said[-1]:
                        break
                assert f"http://127.0.0.1:{port}" in said[-1], "".join(said)
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
                assert b"I have a message" in page.read()
                there = {p.name for p in (clone / ".venv" / "bin").iterdir()}
                assert "bield" in there
                assert not there & {"pytest", "mypy", "ruff"}, "no tools of developers"
                style = clone / "src/bield_site/static/bield/bield.css"
                assert style.exists(), "the look is committed: no Node is needed"
            finally:
                os.killpg(process.pid, signal.SIGTERM)

    def test_make_test_sets_up_and_runs(self, clone: Path) -> None:
        result = subprocess.run(
            ["make", "test", "PYTEST=-q -p no:randomly tests/read/test_kinds.py"],
            cwd=clone,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        assert "passed" in result.stdout
