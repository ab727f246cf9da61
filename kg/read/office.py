"""Old Office files through LibreOffice, where it is installed: .doc, .wps and .rtf become .docx, .xls becomes .xlsx.

LibreOffice works on a copy in a private folder, with a profile of its own that runs no macro and follows no link,
without a network where the system can take that away, and within the limits of the document's process.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from kg.read import docx, excel
from kg.read.limits import Limits
from kg.read.raw import MissingTool, NotReadable, Raw

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_INSTALL = "install LibreOffice (Debian: libreoffice-writer-nogui, for sheets libreoffice-calc-nogui)"
# What a compound file opens with, by which old Office files are packed (MS-CFB 2.2): LibreOffice reads others as text.
_COMPOUND, _PACKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("doc", "xls")
# In seconds; a document's process has 30 by default.
_PATIENCE = 20.0
# What is set before LibreOffice reads a file: nothing in it runs, nothing outside of it is opened.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
)
_ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>
"""


def extract(data: bytes, suffix: str, what: str, limits: Limits) -> Raw:
    """The text of an old Office file, whose kind is named by its suffix (`doc`, `rtf`, `xls`) and in words.

    Raises MissingTool where LibreOffice is not installed or cannot convert it.
    """
    if suffix in _PACKED and not data.startswith(_COMPOUND):
        raise NotReadable(f"is {what}, and damaged", "save or fetch it anew")
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise MissingTool(f"is {what}, which needs LibreOffice", f"{_INSTALL}, or {_saved(suffix)}")
    converted = _converted(program, data, suffix, what, limits)
    with ZipFile(BytesIO(converted)) as archive:
        raw = excel.extract(archive, converted, limits) if suffix == "xls" else docx.extract(archive, limits)
    return replace(raw, flags=(*raw.flags, f"{what}, converted by LibreOffice".removeprefix("an ").removeprefix("a ")))


def _saved(suffix: str) -> str:
    return (
        f"open it in Excel, WPS or LibreOffice and save it as .{_target(suffix)}"
        if suffix == "xls"
        else ("open it in Word, WPS or LibreOffice and save it as .docx")
    )


def _target(suffix: str) -> str:
    return "xlsx" if suffix == "xls" else "docx"


def _converted(program: str, data: bytes, suffix: str, what: str, limits: Limits) -> bytes:
    with TemporaryDirectory(prefix="kg-office-") as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
        (user / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")
        (folder / f"file.{suffix}").write_bytes(data)
        _run(
            *(*_apart(), program, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--norestore"),
            *("--convert-to", _target(suffix), "--outdir", str(folder), str(folder / f"file.{suffix}")),
            folder=folder,
        )
        result = folder / f"file.{_target(suffix)}"
        if not result.is_file():
            raise MissingTool(
                f"is {what} that LibreOffice does not convert", f"{_saved(suffix)}; if that works, {_INSTALL}"
            )
        if result.stat().st_size > limits.unpacked:
            raise NotReadable("becomes too large when it is converted", "split it into smaller files")
        return result.read_bytes()


def _run(*command: str, folder: Path) -> None:
    """Run a command in a folder that is its home, and end it with all that it started when its time is over."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    ) as process:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
            if hasattr(os, "killpg"):  # what it has started may outlive it
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)


@cache
def _apart() -> tuple[str, ...]:
    """What begins a command that is to see no network, nothing where the system does not let us."""
    program = shutil.which("unshare")
    command = (program, "--map-root-user", "--net") if program else ()
    if not command or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        return ()
    return command
