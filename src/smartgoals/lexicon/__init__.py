"""Words: what each language calls the things that a goal statement is made of.

A language is one TOML file in this folder. `load()` reads it into a `Lexicon`, whose `entries` tell the reader what
a word can mean, and whose `words()` and `find()` serve the rules that look for vague or empty wording.
"""

from __future__ import annotations

from smartgoals.lexicon.vocabulary import Endings, Entry, Lexicon, languages, load

__all__ = ["Endings", "Entry", "Lexicon", "languages", "load"]
