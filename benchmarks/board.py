"""How large the board of many goals is, with their review, and how long it takes to write, open and filter.

python benchmarks/board.py            # writing only
python benchmarks/board.py --browser  # also in Chromium, with the group `browser` installed
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import attrs

from smartgoals import Context, Portfolio, review
from smartgoals.adapters.board import to_board
from smartgoals.adapters.csv import read_measurements
from smartgoals.adapters.toml import read_portfolio

EXAMPLE = Path(__file__).parents[1] / "examples" / "portfolio"
CONTEXT = Context("2026-11-25", "sv")
ROUNDS = 7


def portfolio_of(count: int) -> tuple[Portfolio, dict[str, Any]]:
    """The goals of the example again and again, each with an id and readings of its own."""
    known = read_portfolio((EXAMPLE / "portfolio.sv.toml").read_text(encoding="utf-8"), context=CONTEXT)
    text = (EXAMPLE / "measurements.csv").read_text(encoding="utf-8")
    readings = read_measurements(text, portfolio=known, strict=False).series
    goals, series = [], {}
    for place, goal in zip(range(count), itertools.cycle(known), strict=False):
        name = f"{goal.id}-{place}"
        goals.append(attrs.evolve(goal, id=name, statement=f"{goal.statement} {place}"))
        if goal.id in readings:
            series[name] = readings[goal.id]
    return attrs.evolve(known, goals=tuple(goals), activities=(), weights=(), process=None), series


def in_browser(file: Path) -> str:
    """Median milliseconds to open the page and to filter it, with the spread."""
    from playwright.sync_api import sync_playwright

    script = """() => {
      const search = document.getElementById("search");
      const start = performance.now();
      search.value = "retur"; search.dispatchEvent(new Event("input")); document.body.offsetHeight;
      return performance.now() - start;
    }"""
    opened, filtered = [], []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(ROUNDS):
            page = browser.new_page()
            page.goto(f"file://{file}")
            opened.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            filtered.append(page.evaluate(script))
            page.close()
        browser.close()
    told = [f"{statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})" for times in (opened, filtered)]
    return f"opened in {told[0]}, filtered in {told[1]}"


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--browser", action="store_true")
    browser = parser.parse_args().browser
    for count in (14, 200, 1000):
        portfolio, series = portfolio_of(count)
        before = review(portfolio, context=Context("2026-08-25", "sv"), series=series)
        found = review(portfolio, context=CONTEXT, series=series, since=before)
        start = time.perf_counter()
        page = to_board(portfolio, context=CONTEXT, series=series, review=found)
        took = time.perf_counter() - start
        line = f"{count:5} goals: {len(page.encode()) / 1000:6.0f} kB, written in {took:.1f} s"
        if browser:
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "board.html"
                file.write_text(page, encoding="utf-8")
                line += f", {in_browser(file)}"
        print(line)


if __name__ == "__main__":
    main()
