"""The five criteria."""

from __future__ import annotations

from smartgoals.model import Criterion


def test_the_letters_spell_the_word() -> None:
    """Each criterion has its letter, in order."""
    assert "SMART" == "".join(criterion.letter for criterion in Criterion)
