"""Files and the terminal: what is read, what is written, and what is said when that cannot be done."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from smartgoals.formats import Format

__all__ = [
    "Found",
    "Loaded",
    "RefusedError",
    "coloured",
    "encoded",
    "load",
    "read",
    "replace",
    "save",
    "shown",
    "walk",
    "width",
    "write",
]

MOST_BYTES = 50_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TEXTS = ("text", "markdown")
_SIGN = b"smartgoals/portfolio/"
_SIGNED = re.compile(rb"schema[\"']?\s*[:=]\s*[\"']?" + _SIGN)  # a JSON Schema has the sign too, but not as its value
_HEAD = 65_536


class Found(NamedTuple):
    """A file to read."""

    name: str
    is_named: bool
    """Whether the call named it, rather than a folder that holds it."""


class Loaded(NamedTuple):
    """What a file holds."""

    name: str
    text: str
    """Empty for a workbook."""
    data: bytes
    codec: str
    form: Format

    @property
    def content(self) -> str | bytes:
        """What a reader of its format takes."""
        return self.data if self.form.is_binary else self.text


def walk(names: Iterable[str]) -> list[Found]:
    """The files that are named, and what folders that are named hold of goals.

    In a folder, that is every text and Markdown file, and every file of another format that names the schema of a
    portfolio or ends as FHIR does; any other file there may be somebody else's. Folders are read in the order of
    their names, whatever the file system says; what is hidden is passed over, links to folders are not followed,
    and a file comes only once.
    """
    found: dict[str, Found] = {}
    for name in names:
        if name == "-" or not Path(name).is_dir():
            found.setdefault(name if name == "-" else os.path.realpath(name), Found(name, is_named=True))
            continue
        held = list(_held(name))
        if not held:
            shown = click.format_filename(name)
            what = "no .md, .markdown or .txt file, and none that names the schema of a portfolio"
            raise RefusedError(f"the folder {shown} holds {what}; name another, or a file")
        for each in held:
            found.setdefault(os.path.realpath(each), Found(each, is_named=False))
    return list(found.values())


def _held(folder: str) -> Iterable[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for each in sorted(files):
            if not each.startswith(".") and _is_ours(Path(here, each)):
                yield str(Path(here, each))


def _is_ours(path: Path) -> bool:
    """Whether a file that nobody named holds goals."""
    from smartgoals.formats import format_of

    form = format_of(path.name)
    if form is None or form.name == "csv":
        return False
    if form.name in {*_TEXTS, "fhir"}:
        return True
    try:
        with path.open("rb") as file:
            if not form.is_binary:
                return _SIGNED.search(file.read(_HEAD)) is not None
            import zipfile

            with zipfile.ZipFile(file) as book:
                return any(_SIGN in book.open(part).read(_HEAD) for part in book.namelist()[:100])
    except Exception:  # noqa: BLE001 - zipfile fails on broken files in many ways
        return False


def replace(file: str, loaded: Loaded, text: str) -> None:
    """Write another text into a file, in one go and in its encoding; one that has changed since is left alone."""
    name = click.format_filename(file)
    path = Path(os.path.realpath(file))
    beside = path.with_name(f".{path.name}.smartgoals")
    codec = loaded.codec
    if codec == "utf-16":
        codec, text = ("utf-16-le" if loaded.data[:1] == b"\xff" else "utf-16-be"), f"\ufeff{text}"
    try:
        if path.read_bytes() != loaded.data:
            raise RefusedError(f"{name} was changed by somebody else meanwhile; run the command again")
        data = text.encode(codec)
        beside.write_bytes(data)
        beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except UnicodeEncodeError as error:
        raise RefusedError(
            f"{name} is {loaded.codec}, which has no {error.object[error.start]!r}; save it as UTF-8 first"
        ) from None
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RefusedError(f"{name} cannot be written: {error}") from None


def save(file: str, data: bytes, *, replace: bool = False) -> None:
    """Write a file; one that is there already is left alone, unless it may be replaced."""
    name = click.format_filename(file)
    try:
        with Path(file).open("wb" if replace else "xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise RefusedError(f"{name} is there already; name another file, or move it away") from None
    except (OSError, ValueError) as error:
        raise RefusedError(f"{name} cannot be written: {error}") from None


def shown(file: str) -> str:
    """The name of a file as it is told."""
    return "<stdin>" if file == "-" else file


def read(file: str, encoding: str | None) -> str:
    """The text of a file; whatever is wrong with it is said in one sentence."""
    return load(file, encoding).text


def load(file: str, encoding: str | None) -> Loaded:
    """What a file holds; whatever is wrong with it is said in one sentence."""
    from smartgoals.formats import format_named, format_of

    name = click.format_filename(shown(file))
    data = _fetched(file, name)
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8")
    form = format_of(file, data)
    if form is not None and form.is_binary:
        return Loaded(file, "", data, "", form)
    if encoding is None and b"\0" in data and marked != "utf-16":
        raise RefusedError(f"{name} is a binary file; give a text, or a format by its ending, such as .xlsx")
    text = _decoded(data, name, encoding, marked)
    form = format_of(file, text) or format_named("text")
    return Loaded(file, text, data, encoding or marked, form)


def _fetched(file: str, name: str) -> bytes:
    """The bytes of a file, which are some, and not too many."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _bytes(Path(file))
    except FileNotFoundError:
        raise RefusedError(f"{name} does not exist; check the name and the folder") from None
    except IsADirectoryError:
        raise RefusedError(f"{name} is a folder; give a file") from None
    except PermissionError:
        raise RefusedError(f"{name} may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        raise RefusedError(f"{name} cannot be read: {error}") from None
    if len(data) > MOST_BYTES:
        raise RefusedError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB; split it and check the parts")
    if not data.strip():
        raise RefusedError(f"{name} is empty; write a goal in it, one on each line")
    return data


def _decoded(data: bytes, name: str, encoding: str | None, marked: str) -> str:
    """The text of the bytes, in the encoding that was named or that their first bytes say."""
    try:
        return data.decode(encoding or marked)
    except LookupError:
        raise RefusedError(f"{encoding!r} is no encoding; give for example utf-8 or cp1252") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError(
            f"{name} is not {encoding or marked.upper()}: line {line} has the byte 0x{data[error.start]:02x}; "
            "save it as UTF-8, or name its encoding, for example --encoding cp1252"
        ) from None
    except UnicodeError as error:
        raise RefusedError(f"{name} cannot be read as {encoding}: {error}") from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


class RefusedError(click.ClickException):
    """The input or the call is wrong."""

    exit_code = 2


def width() -> int:
    """How many columns a report may take."""
    import shutil

    return max(40, min(80, shutil.get_terminal_size((80, 24)).columns))


def coloured(wish: str) -> bool:
    """Whether to paint, when somebody wishes always, never, or as the terminal allows."""
    if wish == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wish == "always"


def encoded(said: str | bytes) -> bytes:
    """What is said, as bytes: text in UTF-8."""
    return said.encode("utf-8", "replace") if isinstance(said, str) else said


def write(said: str | bytes) -> None:
    """Print text as UTF-8, wherever it goes, or bytes as they are."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(said if isinstance(said, str) else said.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    stream.write(encoded(said))
    stream.flush()
