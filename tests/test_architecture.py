"""The house keeps its shape: imports, engines behind their doors, small modules, honest names."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "service").rglob("*.py"))
LONGEST = 400
NO_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}


def test_imports_only_go_down() -> None:
    linter = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_modules_are_small_named_for_what_they_do_and_say_it(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert not {module.stem, module.parent.name} & NO_NAMES
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it turns into what"


def test_no_path_of_one_machine_is_kept() -> None:
    tracked = subprocess.run(
        ["git", "grep", "-lIE", r"/(work|root|home/[a-z]+)/|index-url +http", "--", "."],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tracked.returncode in (0, 1)
    assert set(tracked.stdout.split()) <= {"tests/test_architecture.py"}
