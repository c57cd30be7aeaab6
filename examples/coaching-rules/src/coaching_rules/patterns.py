"""How people write numbers, times and scores about a habit, as patterns."""

from __future__ import annotations

import re

__all__ = ["ABOVE", "AMOUNT", "CONFIDENCE", "DAILY", "EXTENT", "MEETING", "PERIOD", "RHYTHM", "WRITTEN"]


def _any(*ways: str, whole: bool = True) -> re.Pattern[str]:
    """Return a pattern for any of some ways to say a thing; a space in a way stands for white space."""
    written = "|".join(way.replace(" ", r"\s+") for way in ways)
    return re.compile(rf"(?<![\w.,])(?:{written})(?!\w)" if whole else f"(?:{written})", re.IGNORECASE)


WRITTEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""The numbers of a scale, as words."""

_N = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half)"
_NS = rf"{_N}(?:\s*(?:-|–|to|or)\s*{_N})?"
_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_SPAN = r"(?:day|workday|night|week|weekday|weekend|month|fortnight|morning|afternoon|evening)s?"
_SHORT = r"(?:day|week|wk|month|mth)"
_MEAL = r"(?:breakfast|lunch|dinner|supper|meal|snack)s?"
_EACH = r"(?:a|an|per|every|each|in an?|in the|in one|(?:in |every |each )two)"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?"

_OF_TEN = r"(?:/\s*10|out of (?:10|ten))"
_DIGITS = r"\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?)?"
_WRITTEN = rf"(?:{'|'.join(WRITTEN)}) out of ten"
_WHOLE = rf"(?:{_DIGITS}\s*(?:%|percent|per cent|{_OF_TEN})|{_WRITTEN})"
_SCORE = rf"(?:{_WHOLE}|{_DIGITS})"
_SURE = r"\b(?:confiden(?:t|ce)|conf|sure)\b"
_SCALE = r"\(?(?:on )?(?:a )?(?:\w+ )?scale (?:of|from) (?:[01]\s*(?:-|–|to) )?\s*(?:10|ten)\)?"
_LEVEL = r"(?:level|lvl|score|rating|scale|ruler)"

CONFIDENCE = _any(
    rf"{_SURE}(?: {_LEVEL})?,?(?: {_SCALE})?\s*(?:rated )?(?:is at|is|of|at|as|[:=–-])?\s*(?P<after>{_SCORE})",
    rf"{_SURE}(?: (?:of|in|to|for|about|that)(?: [a-z]+){{1,4}})\s*[:=,–-]?\s*(?P<named>{_WHOLE})",
    rf"{_SCALE}\s*(?:is|of|at|[:=,–-])?\s*(?P<scaled>{_SCORE})",
    rf"(?<!\d)(?P<before>{_SCORE})\s*(?:(?:for|of|in) )?{_SURE}",
    rf"(?<![\d/])(?<!\bon\s)(?<!\bby\s)(?<!before\s)(?<!until\s)(?P<score>{_DIGITS}\s*{_OF_TEN}|{_WRITTEN})(?=\s*(?:[]),.;]|$))",
    r"[(,;]\s*(?P<closing>\d+(?:\.\d+)?(?:\s*[-–]\s*\d+)?\s*%)\s*\)?\s*\.?\s*$",
    whole=False,
)
"""How sure somebody is: "confidence: 8/10", "80% sure", "(8/10)", or a share that ends the sentence."""

RHYTHM = _any(
    "hourly", "daily", "nightly", "(?:bi-?)?weekly", "fortnightly", "monthly", "quarterly", "everyday",
    "(?:on )?(?:weekdays|weekends)", r"(?:on )?alternat\w+ days",
    rf"{_NS}\s*(?:x|times?|days?|nights?)?\s*/\s*{_SHORT}",
    rf"{_NS}\s*(?:x|times?)\s*(?:/|a|per)?\s*(?:{_SHORT}|daily|weekly|monthly)",
    rf"(?:every|each) (?:(?:other|alternate|single|{_NS}) )?(?:{_SPAN}|{_DAYS}|{_MEAL}|hours?|time)",
    rf"{_NS} (?:days? )?out of (?:the )?(?:{_N} days|{_N} nights|7|seven)",
    rf"per {_SHORT},? {_NS} times?", r"most (?:days|nights|mornings|evenings)",
    rf"(?:once|twice|thrice)\s*,?\s*{_EACH} {_SPAN}",
    rf"{_NS}(?:\s*x)? (?:times?|days?|nights?|evenings?|mornings?)(?: of [\w\s-]{{1,25}}?)?\s*,?\s*{_EACH} {_SPAN}",
    rf"{_NS}\s*[\w\s-]{{0,20}}\s(?:a|per) (?:day|week|month)",
    rf"(?:on )?{_DAYS}(?:\s*(?:,|and|or|to|&|/|-|–)\s*(?:and )?{_DAYS})+", rf"on {_DAYS}",
)  # fmt: skip
"""How often."""

DAILY = _any(
    "daily", "everyday", "nightly", "(?:on )?(?:weekdays|weekends)", "(?:every|each) (?:day|night|weekend|weekday)"
)
"""How often, when all that is said is every day."""

EXTENT = _any(
    rf"{_NS}k?[\s-]*(?:min\w*|hours?|hrs?|h|seconds?|secs?)",
    rf"{_NS}k?[\s-]*(?:km|kilomet\w+|m|met(?:er|re)s?|miles?|steps?|laps?|rounds?|floors?)",
    rf"{_NS}[\s-]*(?:reps?|repetitions?|sets?|rotations?|kcal|calories)",
    rf"{_NS}\s*k", "half an? hour", r"(?:an?|one)[\s-]+(?:full )?(?:hour|mile|lap)", "a quarter of an hour",
    rf"(?:between|from) {_HOUR}\s*(?:and|to|-|–)\s*{_HOUR}",
)  # fmt: skip
"""How long, how far, or how many times at a go."""

_NO_NOUN = rf"(?:[ap]m|other|times?|sessions?|{_SPAN}|hours?|or|of|and|by|thing|x|\w*day)\b"

AMOUNT = _any(
    r"\d+(?:[.,]\d+)?\s*%", rf"(?:by|at|around|before|until) {_CLOCK}",
    rf"(?:at least|at most|up to|no more than|only|maximum|minimum|exactly) (?:an? )?{_NS} \w+",
    rf"{_NS}\s*(?!{_NO_NOUN})[a-z][a-z-]+",
)  # fmt: skip
"""How much: a share, a count of something, or a time of the day to keep."""

ABOVE = _any(
    r"(?:above|over|than|from|below|under) (?:(?:the|my) )?(?:current|usual|present|previous)\b[^,;.]*", whole=False
)
"""Where things stand today, which is no amount to reach."""

MEETING = _any(r"(?:(?:the|our|my) )?next (?:\w+ )?(?:session|appointment|visit|meeting|check-?in|call)")
"""The meeting by which it is done."""

PERIOD = _any(
    rf"(?:by|before|until) (?:(?:the )?end of )?(?:(?:the|next|this) )?(?:{_DAYS}|week|month)",
    r"(?:next|this) (?:week|month)",
    rf"(?:within|in|for|over|during) (?:the )?(?:(?:next|coming|following) )?{_NS} (?:days?|weeks?|months?)",
)
"""The period in which it is done."""
