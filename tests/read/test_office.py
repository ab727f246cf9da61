"""Old Office files are converted by LibreOffice where it is installed; else the message says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import report

from kg.errors import InputError
from kg.pipeline import builder
from kg.read import inputs, office, read

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60) + "WordDocument".encode("utf-16-le")
# Notes what it was called with, then gives the file that lies beside it, as LibreOffice would.
CONVERTER = """#!/bin/sh
here=$(dirname "$0")
echo "$@" > "$here/arguments"
env > "$here/environment"
cat "$HOME"/profile/user/registrymodifications.xcu > "$here/settings"
cp "$here/result.docx" "$HOME/file.docx"
"""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the first of PATH, without LibreOffice."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("sh", "cat", "cp", "dirname", "env", "sleep"):
        (folder / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    office._apart.cache_clear()
    return folder


def soffice(tools: Path, script: str) -> None:
    (tools / "soffice").write_text(script)
    (tools / "soffice").chmod(0o755)


def refused(folder: Path, data: bytes) -> str:
    (folder / "报告.doc").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(inputs([folder / "报告.doc"])[0])
    return str(caught.value)


def test_without_libreoffice_the_message_says_what_to_install(tmp_path: Path, tools: Path) -> None:
    message = refused(tmp_path, OLD)
    assert "is an old Word file (.doc, .wps), which needs LibreOffice; install LibreOffice" in message
    assert message.endswith("or open it in Word, WPS or LibreOffice and save it as .docx")
    assert "save it as .xlsx" in refused(
        tmp_path, OLD.replace(b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", b"W\0o\0r\0k\0b\0o\0o\0k\0")
    )
    assert "is an RTF file, which needs LibreOffice" in refused(tmp_path, b"{\\rtf1\\ansi}")


def test_what_the_converter_gives_is_read(tmp_path: Path, tools: Path) -> None:
    (tools / "result.docx").write_bytes(report.docx())
    soffice(tools, CONVERTER)
    (tmp_path / "报告.doc").write_bytes(OLD)
    document = read(inputs([tmp_path / "报告.doc"])[0])
    assert "421.17亿元" in document.text
    assert document.flags[0] == "old Word file (.doc, .wps), converted by LibreOffice"
    told = {name: (tools / name).read_text() for name in ("arguments", "environment", "settings")}
    assert "--headless" in told["arguments"]
    assert "DisableMacrosExecution" in told["settings"]
    assert "PROXY" not in told["environment"]
    home = next(line for line in told["environment"].splitlines() if line.startswith("HOME="))
    assert not Path(home.removeprefix("HOME=")).exists()


def test_a_converter_that_gives_nothing_or_takes_too_long_is_told(
    tmp_path: Path, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice(tools, "#!/bin/sh\nexit 1\n")
    assert "that LibreOffice does not convert" in refused(tmp_path, OLD)
    monkeypatch.setattr(office, "_PATIENCE", 0.3)
    soffice(tools, "#!/bin/sh\nsleep 60 & sleep 60\n")
    began = time.monotonic()
    assert "that LibreOffice does not convert" in refused(tmp_path, OLD)
    assert time.monotonic() - began < 10


def test_a_file_is_read_again_once_libreoffice_is_there(tmp_path: Path, tools: Path) -> None:
    (tmp_path / "报告.doc").write_bytes(OLD)
    (tmp_path / "a.txt").write_text("2023年全县地区生产总值增长5%。", encoding="utf-8")
    paths = [tmp_path / "报告.doc", tmp_path / "a.txt"]
    assert len(builder.build(paths, tmp_path / "out").failures) == 1
    (tools / "result.docx").write_bytes(report.docx())
    soffice(tools, CONVERTER)
    assert not builder.build(paths, tmp_path / "out").failures


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Writer (libreoffice-writer-nogui)")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_an_old_file_gives_what_the_new_one_gives(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "new.docx").write_bytes(report.office())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", suffix]
    given = [*command, "--outdir", str(tmp_path), str(tmp_path / "new.docx")]
    subprocess.run(given, check=True, capture_output=True, timeout=180, env=os.environ)
    (old,) = (read(source) for source in inputs([tmp_path / f"new.{suffix}"]))
    (new,) = (read(source) for source in inputs([tmp_path / "new.docx"]))
    assert old.text == new.text
    assert len(old.tables) == len(new.tables) == 1
    assert not builder.gather([tmp_path / f"new.{suffix}"])[1]
