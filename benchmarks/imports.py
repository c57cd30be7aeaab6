"""What importing costs, in fresh processes: medians and spread in ms, and the ratio to `import attrs`.

Run: python benchmarks/imports.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

CASES = {
    "nothing": "pass",
    "import attrs": "import attrs",
    "import smartgoals": "import smartgoals",
    "first Goal": "import smartgoals; smartgoals.Goal",
    "first forecast": "from smartgoals.progress import forecast; forecast([0, 1, 2], [1, 2, 4], at=5)",
    "first parse": "import smartgoals as s; s.parse('Cut returns by 5 % by 2027', context=s.Context('2026-01-15'))",
}


def main() -> None:
    """Time each case in turn, round by round, so that a slow moment hits all alike."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(rounds + 1):
        for name, code in CASES.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times[name].append((time.perf_counter() - start) * 1000)
    bare = statistics.median(times["nothing"][1:])
    attrs = statistics.median(times["import attrs"][1:]) - bare
    print(f"{'':20}{'median':>9}{'min':>8}{'max':>8}{'net':>8}{'x attrs':>9}   (ms, {rounds} rounds)")
    for name, all_taken in times.items():
        taken = all_taken[1:]
        net = statistics.median(taken) - bare
        figures = f"{statistics.median(taken):>9.1f}{min(taken):>8.1f}{max(taken):>8.1f}"
        print(f"{name:20}{figures}{net:>8.1f}{net / attrs:>9.2f}")


if __name__ == "__main__":
    main()
