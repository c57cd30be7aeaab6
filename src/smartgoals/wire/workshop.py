"""A workshop's record as plain data, and back.

The record is its steps, each with a `type`. Whatever reads it gets every step again, so a chat bot, a form and a
spreadsheet can each keep a record, and the records can be merged.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from smartgoals.errors import DocumentError, InvalidValueError
from smartgoals.workshop.record import Workshop
from smartgoals.workshop.steps import (
    Cast,
    Event,
    Grouped,
    Joined,
    Moved,
    Named,
    Step,
    TakenBack,
    Undone,
    Withdrawn,
    Wrote,
)

if TYPE_CHECKING:
    from cattrs import Converter

    from smartgoals.workshop.drafts import Drafts
    from smartgoals.workshop.voting import Tally

__all__ = [
    "RESULT_SCHEMA",
    "STEP_TYPES",
    "WORKSHOP_SCHEMA",
    "workshop_from_data",
    "workshop_result_to_data",
    "workshop_to_data",
]

WORKSHOP_SCHEMA = "smartgoals/workshop/1"
RESULT_SCHEMA = "smartgoals/workshop-result/1"
STEP_TYPES: Final[dict[type, str]] = {
    Named: "named", Joined: "joined", Moved: "moved", Wrote: "wrote", TakenBack: "taken_back", Grouped: "grouped",
    Undone: "undone", Cast: "cast", Withdrawn: "withdrawn",
}  # fmt: skip


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.strategies import configure_tagged_union

    converter = Converter(forbid_extra_keys=True, omit_if_default=True, unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(dt.datetime, lambda moment: moment.isoformat())
    converter.register_structure_hook(dt.datetime, lambda value, _: value)  # the field says what a moment is
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _left)
    marks = tuple[tuple[str, int], ...]
    converter.register_structure_hook_func(lambda kind: kind == marks, _left)  # a mapping or pairs
    for plain in (str, int):
        converter.register_structure_hook(plain, _left)
    configure_tagged_union(Event, converter, tag_name="type", tag_generator=lambda kind: STEP_TYPES[kind])
    return converter


def _left(value: Any, _: Any) -> Any:
    """A value as it came: the field it is for says what it must be, and what to write instead."""
    return value


def workshop_to_data(workshop: Workshop) -> dict[str, Any]:
    """The record, with its schema.

    Example:
        >>> workshop_to_data(Workshop.start("Next year"))["steps"]
        [{'event': {'title': 'Next year', 'type': 'named'}}]
    """
    return {"schema": WORKSHOP_SCHEMA, "steps": _converter().unstructure(workshop.steps, tuple[Step, ...])}


def workshop_from_data(data: object, *, path: str | None = None) -> Workshop:
    """The record that some data holds.

    Args:
        data: What `workshop_to_data()` gives, or what a host wrote in that form.
        path: Where the data came from, for messages.

    Raises:
        DocumentError: The data is no record of a workshop; every problem is named with its place.

    Example:
        >>> workshop = Workshop.start("Next year").write("We halved the returns")
        >>> workshop == workshop_from_data(workshop_to_data(workshop))
        True
    """
    if not isinstance(data, dict) or data.get("schema") != WORKSHOP_SCHEMA:
        found = data.get("schema") if isinstance(data, dict) else type(data).__name__
        raise DocumentError(path, (f"{found!r} is no record of a workshop; expected {WORKSHOP_SCHEMA!r} @ schema",))
    extra = sorted(set(data) - {"schema", "steps"})
    if extra:
        raise DocumentError(path, tuple(f"unknown key; a record has schema and steps @ {key}" for key in extra))
    if not isinstance(data.get("steps"), list):
        raise DocumentError(path, ("a record has a list of steps @ steps",))
    from cattrs import BaseValidationError, transform_error

    try:
        return Workshop(_converter().structure(data["steps"], tuple[Step, ...]))
    except BaseValidationError as error:
        raise DocumentError(path, tuple(transform_error(error, path="steps", format_exception=_said))) from None


def _said(error: BaseException, kind: type | None) -> str:
    """What is wrong, in the words of the field that refused it."""
    if isinstance(error, InvalidValueError):
        return str(error)
    from cattrs import ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown key {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError) and error.args:
        if kind == Event and error.args[0] not in {"event", "type"}:
            return f"{error.args[0]!r} is no type of step; give one of {', '.join(STEP_TYPES.values())}"
        return f"{error.args[0]} is missing"
    return f"expected {getattr(kind, '__name__', 'something else')}"


def workshop_result_to_data(workshop: Workshop, tally: Tally | None, drafts: Drafts | None) -> dict[str, Any]:
    """What came of a workshop: groups, votes, the themes chosen, and the drafts with their questions."""
    data: dict[str, Any] = {
        "schema": RESULT_SCHEMA,
        "title": workshop.title,
        "cards": [
            {"id": card.id, "name": card.name, "ideas": [{"id": idea.id, "text": idea.text} for idea in card.ideas]}
            for card in workshop.cards
        ],
        "votes": None if tally is None else _votes(tally),
        "selection": None,
        "drafts": [],
    }
    if drafts is not None:
        selection = drafts.selection
        data["selection"] = {
            "by_shares": list(selection.chosen),
            "by_totals": list(selection.by_totals.chosen),
            "tied_by_totals": list(selection.by_totals.tied),
            "ties": [{"card": each.card, "tied": list(each.tied)} for each in selection.ties],
            "heard": [
                {"team": share.team or None, "voters": share.voters,
                 "by_shares": share.by_shares, "by_totals": share.by_totals}
                for share in (*selection.shares, selection.heard)
            ],
        }  # fmt: skip
        data["drafts"] = [
            {
                "id": draft.goal.id,
                "theme": draft.card.id,
                "statement": draft.goal.statement,
                "language": draft.language,
                "provenance": draft.goal.rationale,
                "blanks": [blank.name for blank in draft.improvement.blanks],
                "verdicts": {each.criterion.value: each.verdict.value for each in draft.assessment},
                "measures": [
                    {"metric": each.metric.name, "why": [reason.message(draft.language) for reason in each.reasons]}
                    for each in draft.suggestions
                ],
                "questions": list(draft.questions()),
            }
            for draft in drafts
        ]
    return data


def _votes(tally: Tally) -> dict[str, Any]:
    return {
        "method": tally.terms.method.value,
        "voters": tally.voters,
        "blank": tally.blank,
        "places": [
            {"rank": place.rank, "cards": list(place.cards), "total": float(place.total)} for place in tally.places
        ],
        "refused": [
            {"voter": refusal.voter, "reason": refusal.reason, "card": refusal.card, "message": refusal.message()}
            for refusal in tally.refusals
        ],
    }
