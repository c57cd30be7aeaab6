"""Files and the terminal: what is read, what is written, and what is said when that cannot be done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

__all__ = [
    "Found",
    "Loaded",
    "RefusedError",
    "coloured",
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
_ENDINGS = (".md", ".markdown", ".txt")


class Found(NamedTuple):
    """A file to read."""

    name: str
    is_named: bool
    """Whether the call named it, rather than a folder that holds it."""


class Loaded(NamedTuple):
    """What a file holds."""

    text: str
    data: bytes
    codec: str


def walk(names: Iterable[str]) -> list[Found]:
    """The files that are named, and the Markdown and text files in folders that are named.

    Folders are read in the order of their names, whatever the file system says; what is hidden is passed over, links to
    folders are not followed, and a file comes only once.
    """
    found: dict[str, Found] = {}
    for name in names:
        if name == "-" or not Path(name).is_dir():
            found.setdefault(name if name == "-" else os.path.realpath(name), Found(name, is_named=True))
            continue
        held = list(_held(name))
        if not held:
            shown = click.format_filename(name)
            raise RefusedError(f"the folder {shown} holds no {', '.join(_ENDINGS)} file; name another, or a file")
        for each in held:
            found.setdefault(os.path.realpath(each), Found(each, is_named=False))
    return list(found.values())


def _held(folder: str) -> Iterable[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for each in sorted(files):
            if each.lower().endswith(_ENDINGS) and not each.startswith("."):
                yield str(Path(here, each))


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
    name = click.format_filename(shown(file))
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
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8")
    if encoding is None and b"\0" in data and marked != "utf-16":
        raise RefusedError(f"{name} is a binary file; give a text or Markdown file")
    return Loaded(_decoded(data, name, encoding, marked), data, encoding or marked)


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


def write(text: str) -> None:
    """Print text as UTF-8, wherever it goes."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()
