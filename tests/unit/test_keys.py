from __future__ import annotations

from pathlib import Path

import pytest

from service.__main__ import main
from service.errors import Conflict, Misconfigured, NotFound
from service.keys import KeyFile, digest, holder


def test_keys_are_made_listed_and_revoked(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "var" / "keys.json")
    assert list(keys.listed()) == []
    key = keys.add("ann")
    assert holder(key, (), keys.digests()) == "ann"
    assert holder(key + "x", ("plain",), keys.digests()) is None
    assert holder("plain", ("other", "plain"), keys.digests()) == "key-2"
    assert [name for name, _ in keys.listed()] == ["ann"]
    assert len(digest(key)) == 64
    with pytest.raises(Conflict):
        keys.add("ann")
    keys.revoke("ann")
    assert holder(key, (), keys.digests()) is None
    with pytest.raises(NotFound):
        keys.revoke("ann")
    (tmp_path / "var" / "keys.json").write_text("torn {")
    with pytest.raises(Misconfigured):
        keys.digests()


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BACKNOTE_DATA_DIR", str(tmp_path))
    assert main(["keys", "add", "ann"]) == 0
    key = capsys.readouterr().out.strip()
    assert holder(key, (), KeyFile(tmp_path / "keys.json").digests()) == "ann"
    assert main(["keys", "add", "ann"]) == 1
    assert "keys revoke ann" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert "schema 0002" in capsys.readouterr().out
    monkeypatch.setenv("BACKNOTE_NONSENSE", "1")
    assert main(["keys", "list"]) == 1
    assert "BACKNOTE_NONSENSE" in capsys.readouterr().err
