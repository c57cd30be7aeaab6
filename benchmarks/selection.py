"""Whether equal shares chooses what abcvoting chooses, and how long a large vote takes.

abcvoting is optional and large: `pip install abcvoting`. Elections are generated with few ties; where there is one, the
two may break it differently, so an election counts as agreed when abcvoting finds our committee among its winners.

    python benchmarks/selection.py [ELECTIONS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from fractions import Fraction

from smartgoals import Ballot, tally
from smartgoals.workshop import equal_shares


def elections(number: int, seed: int = 1) -> list[tuple[list[set[int]], int]]:
    """Approval sets over eight cards, and the seats; voters come in three camps, as departments do."""
    draw = random.Random(seed)
    found = []
    for _ in range(number):
        camps = [draw.sample(range(8), 3) for _ in range(3)]
        voters = [
            {card for card in range(8) if draw.random() < (0.8 if card in draw.choice(camps) else 0.1)}
            for _ in range(draw.randint(9, 40))
        ]
        found.append(([cards for cards in voters if cards], draw.randint(2, 5)))
    return found


def compare(number: int) -> None:
    try:
        from abcvoting.abcrules import compute
        from abcvoting.preferences import Profile
    except ImportError:
        print("abcvoting is not installed; nothing to compare with")
        return
    same = 0
    for sets, seats in elections(number):
        worths = {f"v{n}": {str(card): Fraction(1) for card in cards} for n, cards in enumerate(sets)}
        ours = {int(purchase.card) for purchase in equal_shares(worths, seats)}
        profile = Profile(8)
        profile.add_voters(sets)
        theirs = compute("equal-shares", profile, seats, algorithm="standard-fractions", resolute=False)
        same += ours in [set(committee) for committee in theirs]
    print(f"{same} of {number} elections choose what abcvoting chooses")


def clock(voters: int, cards: int, seats: int = 5, rounds: int = 3) -> None:
    draw = random.Random(2)
    names = [f"c{n}" for n in range(cards)]
    ballots = []
    for n in range(voters):
        marks: dict[str, int] = {}
        for card in draw.choices(names, k=5):
            marks[card] = marks.get(card, 0) + 1
        ballots.append(Ballot.dots(f"v{n}", marks))
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        tally(ballots, budget=5).select(seats)
        taken.append(time.perf_counter() - start)
    print(f"{voters} voters, {cards} cards, {seats} seats: {statistics.median(taken):.2f} s "
          f"({min(taken):.2f} to {max(taken):.2f})")  # fmt: skip


if __name__ == "__main__":
    compare(*map(int, sys.argv[1:] or ["500"]))
    clock(24, 25)
    clock(500, 100)
    clock(5000, 200)
