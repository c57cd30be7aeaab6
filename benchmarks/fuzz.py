"""What readers make of files that nobody meant to write: broken, mutated and random ones, in every format.

Each input is a valid document that was damaged, or random bytes. A reader may give a value or raise the one error that
it documents; anything else is a fault, and is printed with the input that caused it. So is whatever takes long.

Run: python benchmarks/fuzz.py [--inputs N] [--seed N] [--slow SECONDS]
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any

from smartgoals.errors import DocumentError
from smartgoals.formats import (
    FORMATS,
    Format,
    format_named,
    read_data,
    read_measurements,
    read_portfolio,
    write_data,
    write_measurements,
    write_portfolio,
)
from smartgoals.inspection import Backlog
from smartgoals.model import Context, Measurement, Portfolio, Quantity, Series, Unit
from smartgoals.reviewing import review
from smartgoals.wire import portfolio_from_data, review_from_data, review_to_data
from smartgoals.wire.inspection import backlog_from_data, backlog_to_data
from smartgoals.wire.workshop import workshop_from_data, workshop_to_data
from smartgoals.workshop import Workshop

CONTEXT = Context("2026-01-15")
SNIPPETS = (
    b"", b"0", b"-1", b"1e999999999", b"1" * 100, b"NaN", b"null", b"true", b"[]", b"{}", b'"', b"'", b"\\", b"\n",
    b"\r\n", b"\t", b",", b";", b":", b": ", b"- ", b"#", b"---\n", b"=1+1", b"@x", b"<b>", b"&a ", b"*a",
    b"<<: *a", b"!!python/object:x ", b"|\n", b">\n", b"[[", b"]]", b"{{", b"\xff", b"\xef\xbb\xbf", b"\x00",
    b"\xed\xa0\x80", "\u2028".encode(), "å".encode(), b"[" * 80, b"{" * 80, b'{"a":' * 80, b"goals", b"goals[0].",
    b"schema", b"smartgoals/portfolio/2", b"2026-13-45", b"9999-12-31", b"0000-01-01", b"statement", b"unit",
    b"x" * 5000, b'"""', b"'''", b"\\ud800", b"\\u0000", b"99999999999999999999",
)  # fmt: skip


def main() -> None:
    """Feed every reader, and tell what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, default=1.0)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    readers = dict(made())
    counts: dict[str, Counter[str]] = {name: Counter() for name in readers}
    slowest: dict[str, float] = dict.fromkeys(readers, 0.0)
    faults = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    names = list(readers)
    for number in range(given.inputs):
        name = names[number % len(names)]
        read, seeds = readers[name]
        content = damaged(chance, seeds, is_zip=name.startswith("excel"))
        start = time.process_time()
        try:
            read(content)
            ended = "read"
        except DocumentError:
            ended = "refused"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            ended = "fault"
            faults += 1
            if faults <= 20:
                print(f"FAULT {name} {type(error).__name__}: {error!s:.200}\n  {content[:400]!r}")
        taken = time.process_time() - start
        counts[name][ended] += 1
        slowest[name] = max(slowest[name], taken)
        if taken > given.slow:
            print(f"SLOW {name} {taken:.1f} s\n  {content[:400]!r}")
    print(f"{'reader':24}{'inputs':>9}{'read':>9}{'refused':>9}{'faults':>8}{'slowest':>10}")
    for name, ended in counts.items():
        print(
            f"{name:24}{ended.total():>9}{ended['read']:>9}{ended['refused']:>9}{ended['fault']:>8}"
            f"{slowest[name] * 1000:>7.0f} ms"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{given.inputs} inputs, {faults} faults, {time.process_time() - began:.0f} s of processor time, "
        f"peak memory {peak // 1024} MB ({before // 1024} MB before the first)"
    )
    sys.exit(bool(faults))


Reader = Callable[[bytes], Any]


def made() -> list[tuple[str, tuple[Reader, list[bytes]]]]:
    """Every reader with valid documents to begin with."""
    found: list[tuple[str, tuple[Reader, list[bytes]]]] = []
    portfolio, series = examples()
    for form in FORMATS:
        content = encoded(write_portfolio(portfolio, form, series=series if form.is_binary else None).content)
        found.append((f"{form.name} portfolio", (reader(read_portfolio, form, context=CONTEXT), [content])))
        if "measurements" in form.holds:
            content = encoded(write_measurements(series, form).content)
            read = reader(read_measurements, form, portfolio=portfolio, strict=False)
            found.append((f"{form.name} measurements", (read, [content])))
    workshop = Workshop.start("Next year").write("We halved the returns").write("Customers came back")
    backlog = Backlog()
    others = {
        "review": (review_to_data(review(portfolio, context=CONTEXT, series=series)), review_from_data),
        "workshop": (workshop_to_data(workshop), workshop_from_data),
        "baseline": (
            {**backlog_to_data(backlog), "files": {"a.md": [{"code": "S101", "at": "", "goals": ["x"], "count": 1}]}},
            backlog_from_data,
        ),
    }
    for name, (data, build) in others.items():
        for form in (format_named("json"), format_named("yaml")):
            content = encoded(write_data(data, form))
            found.append((f"{form.name} {name}", (document(build, form), [content])))
    return found


def reader(read: Callable[..., Any], form: Format, **options: Any) -> Reader:
    """What reads bytes in a format."""

    def run(content: bytes) -> Any:
        found = read(content if form.is_binary else content.decode("utf-8", "replace"), form, **options)
        return found.places() if hasattr(found, "places") else found

    return run


def document(build: Callable[[Any], Any], form: Format) -> Reader:
    """What reads bytes as a document of another kind."""
    return lambda content: build(read_data(content.decode("utf-8", "replace"), form))


def encoded(content: str | bytes) -> bytes:
    """A content as bytes."""
    return content.encode() if isinstance(content, str) else content


def examples() -> tuple[Portfolio, dict[str, Series]]:
    """A small portfolio that says something in most fields, and its measurements."""
    goals = [
        {
            "statement": "Cut returns from 9 % in 2025 to 6 % by June 2027", "id": "returns", "owner": "Ada",
            "area": "Shop", "baseline": {"value": 9.5, "period": "2025"}, "target": {"level": 6, "bound": "at_most"},
            "metric": {"name": "return rate", "unit": "percent", "direction": "decrease", "cadence": "month"},
            "horizon": {"start": "2026-01-01", "end": "2027-06-30"}, "supports": ["margin"], "tags": ["shop", "a;b"],
            "waivers": [{"code": "S101", "reason": "agreed", "expires": "2026-12-31"}], "rationale": "=1+1",
        },
        {"statement": "Öka kundnöjdheten", "id": "nps", "target": {"low": 40, "high": 50}, "accepted_by": ["Bo"]},
        {"statement": "Open a shop in Lund", "target": {"milestones": ["Lease", "Opening"]}},
    ]  # fmt: skip
    portfolio = portfolio_from_data({
        "name": "Shop", "goals": goals, "objectives": [{"id": "margin", "name": "Higher margin"}],
        "areas": [{"name": "Shop", "owner": "Ada"}], "weights": {"returns": 2},
        "process": {"reviewers": ["Ada"], "cadence": "quarter", "minutes": 90},
    })  # fmt: skip
    reading = Measurement("2026-01-31", Quantity(9, Unit.percent()), estimated=True, note="'late", source="ERP")
    return portfolio, {"returns": Series([reading]), "nps": Series.of({"2026-01-31": 41, "2026-02-28": "42.5"})}


def damaged(chance: random.Random, seeds: list[bytes], *, is_zip: bool) -> bytes:
    """A valid document that something happened to, or bytes that never were one."""
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(300))
    content = chance.choice(seeds)
    if is_zip and chance.random() < 0.8:
        return rezipped(chance, content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        content = changed(chance, content)
    return content


def rezipped(chance: random.Random, content: bytes) -> bytes:
    """A workbook with a damaged part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        parts = old.namelist()
        hit = chance.choice([each for each in parts if "sheet" in each] if chance.random() < 0.8 else parts)
        for part in parts:
            data = old.read(part)
            new.writestr(part, changed(chance, data) if part == hit else data)
    return target.getvalue()


def changed(chance: random.Random, content: bytes) -> bytes:
    """One damage."""
    size = len(content)
    start = chance.randrange(size + 1)
    end = min(size, start + chance.choice((0, 1, 2, 5, 20, 100)))
    kind = chance.randrange(7)
    if kind == 0:
        return content[:start] + content[end:]
    if kind == 1:
        return content[:start] + content[start:end] * chance.choice((2, 3, 30)) + content[end:]
    if kind == 2:
        return content[:start] + chance.choice(SNIPPETS) + content[end:]
    if kind == 3:
        return content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]
    if kind == 4:
        return content[:start]
    lines = content.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    if kind == 5:
        lines[first], lines[second] = lines[second], lines[first]
    else:
        words = lines[first].split(b" ")
        words[chance.randrange(len(words))] = chance.choice(SNIPPETS)
        lines[first] = b" ".join(words)
    return b"\n".join(lines)


if __name__ == "__main__":
    main()
