"""The live page's own rules, run by Node: what is sent, said, shown, and which model is used."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = sorted((Path(__file__).parent / "js").glob("*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_rules_of_the_live_page(path: Path) -> None:
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "no Node: install Debian's package nodejs (it comes with npm)"
    ran = subprocess.run([node, "--test", str(path)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
