"""Files, folders and documents.csv: what is taken, what is refused, and what the refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import inputs, read

HEADER = "file,title,place,year,kind,date\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("全市新建道路12公里。", encoding="utf-8")
    return tmp_path


def describe(folder: Path, rows: str, header: str = HEADER) -> None:
    (folder / "documents.csv").write_text(header + rows, encoding="utf-8")


def test_a_folder_gives_its_documents_by_name(folder: Path) -> None:
    for name in (".hidden", "README.md", "documents.csv", "a.txt~"):
        (folder / name).write_text("file\n", encoding="utf-8")
    (folder / "inner").mkdir()
    assert [source.name for source in inputs([folder])] == ["a.txt", "b.txt"]


def test_files_and_their_folder_are_the_same_documents(folder: Path) -> None:
    describe(folder, "a.txt,,青海省,2024,,\n")
    alone = inputs([folder / "b.txt", folder / "documents.csv", folder / "a.txt", folder])
    assert [(source.name, source.row) for source in alone] == [(source.name, source.row) for source in inputs([folder])]
    assert alone[0].row["place"] == "青海省"


def test_documents_csv_wins_over_the_text(folder: Path) -> None:
    describe(folder, "a.txt,某市工作综述,某省某市,2023,news,2024-01-05\n")
    document = read(inputs([folder])[0])
    told = (document.title, document.place, document.year, document.kind, document.date)
    assert [item.value for item in told] == ["某市工作综述", "某省某市", "2023", "news", "2024-01-05"]
    assert {item.origin.kind for item in told} == {"manifest"}


def test_documents_csv_of_a_spreadsheet_is_read(folder: Path) -> None:
    (folder / "documents.csv").write_bytes((HEADER + "a.txt,工作综述,青海省,2023,,\r\n\r\n").encode("gb18030"))
    assert inputs([folder])[0].row["title"] == "工作综述"


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ("c.txt,,,,,\n", HEADER, "line 2: names a missing file `c.txt`"),
        ("../a.txt,,,,,\n", HEADER, "line 2: names a missing file"),
        ("a.txt,,,24,,\n", HEADER, "line 2: `24` is no year"),
        ("a.txt,,,2204,,\n", HEADER, "line 2: `2204` is no year"),
        ("b.txt,,,,,\na.txt,,,,story,\n", HEADER, "line 3: unknown kind `story`"),
        ("a.txt,,,,,2024-13\n", HEADER, "line 2: `2024-13` is no date"),
        ("a.txt,,,,,\na.txt,,,,,\n", HEADER, "line 3: names `a.txt` a second time"),
        ("a.txt,x\n", "file,author\n", "line 1: has an unknown column `author`"),
        ("x\n", "title\n", "line 1: has no column `file`"),
        ("a.txt,一,二,三,四,五,六\n", HEADER, "line 2: has 7 cells"),
    ],
)
def test_a_wrong_documents_csv_is_refused_with_its_line(folder: Path, rows: str, header: str, message: str) -> None:
    describe(folder, rows, header)
    with pytest.raises(InputError) as caught:
        inputs([folder])
    assert message in str(caught.value) and "documents.csv" in str(caught.value)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        inputs([tmp_path / "nothing"])


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no documents"):
        inputs([tmp_path])


def test_two_documents_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("全市新建道路12公里。", encoding="utf-8")
    with pytest.raises(InputError, match="has the same name as"):
        inputs([tmp_path / "one", tmp_path / "two"])


@pytest.mark.parametrize(("data", "reason"), [(b"", "is empty"), (b"%PDF-1.4", "PDF"), (b"\n \n", "holds no text")])
def test_a_bad_file_is_refused_when_it_is_read(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    with pytest.raises(InputError, match=reason):
        read(inputs([tmp_path])[0])


def test_links_must_stay_in_their_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("不该读的文字。", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.txt").write_text("全市新建道路12公里。", encoding="utf-8")
    (inner / "b.txt").symlink_to(inner / "a.txt")
    (inner / "c.txt").symlink_to(tmp_path / "secret.txt")
    (inner / "d.txt").symlink_to(inner / "gone.txt")
    sources = inputs([inner])
    assert read(sources[1]).text == read(sources[0]).text
    with pytest.raises(InputError, match="leads out of its folder"):
        read(sources[2])
    with pytest.raises(InputError, match="no such file"):
        read(sources[3])
