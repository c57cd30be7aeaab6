"""What the command line costs: start-up over a bare interpreter, and files and goals per second of a check.

All times are of the processor, which other busy processes do not lengthen as they do the clock's. Start-up is the
median of fresh processes, in turn with a bare interpreter and with `import click`. Throughput is one `smartgoals check`
of a folder of made-up files, in a fresh process, less the check of one file.

Run: python benchmarks/check.py [--files N] [--goals N] [--rounds N]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUN = "import sys; from smartgoals.cli import main; sys.argv[0] = 'smartgoals'; main()"
VERBS = ("Increase", "Reduce", "Raise", "Cut")
THINGS = ("the number of subscribers", "returns in the web shop", "the share of repeat customers", "delivery time")


def main() -> None:
    """Print start-up and throughput."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--goals", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    starts = {
        "nothing": ["-c", "pass"],
        "import click": ["-c", "import click"],
        "smartgoals --help": ["-c", RUN, "--help"],
        "smartgoals --help (sv)": ["-c", RUN, "--language", "sv", "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in starts}
    for number in range(given.rounds + 1):
        for name, arguments in starts.items():
            taken = timed(arguments)
            if number:
                times[name].append(taken * 1000)
    bare = statistics.median(times["nothing"])
    print(f"{'':24}{'median':>9}{'min':>8}{'max':>8}{'over bare':>11}   (ms, {given.rounds} rounds)")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:24}{middle:>9.1f}{min(taken):>8.1f}{max(taken):>8.1f}{middle - bare:>11.1f}")
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), given.files, given.goals)
        one = Path(folder, "goals-0000.md")
        least = statistics.median(timed(check(one)) for _ in range(3))
        print(f"\ncheck of one file        {least * 1000:>8.0f} ms")
        for form in ("text", "sarif"):
            taken = timed(check(Path(folder), form))
            net = max(taken - least, 1e-9)
            goals = given.files * given.goals
            print(
                f"check of {given.files} files, {form:6} {taken:>7.1f} s: "
                f"{given.files / net:.0f} files/s, {goals / net:.0f} goals/s"
            )


def check(path: Path, form: str = "text") -> list[str]:
    """The call that checks a path."""
    fixed = ["--no-config", "--today", "2026-01-15", "--fail-on", "never", "--format", form]
    return ["-c", RUN, "check", str(path), *fixed]


def made(folder: Path, files: int, goals: int) -> None:
    """Write files of goals, no two of which are the same."""
    for file in range(files):
        lines = [f"# Goals of team {file}", ""]
        for goal in range(goals):
            number = file * goals + goal
            verb, thing = VERBS[number % 4], THINGS[number // 4 % 4]
            lines.append(f"- {verb} {thing} from {number + 10} to {number + 90} by June 20{27 + number % 9}")
        (folder / f"goals-{file:04}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def timed(arguments: list[str]) -> float:
    """Seconds of processor time that a fresh process takes."""
    start = used()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return used() - start


def used() -> float:
    """Seconds of processor time of all processes that were started."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


if __name__ == "__main__":
    main()
