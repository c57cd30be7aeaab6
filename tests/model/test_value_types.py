"""What every value type promises."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BY_TYPE

from smartgoals import model

EVERY = pytest.mark.parametrize("kind", BY_TYPE, ids=lambda kind: kind.__name__)
NAMES = {name: getattr(model, name) for name in model.__all__}


def test_every_value_type_has_a_strategy() -> None:
    """No value type is left out of these tests."""
    kinds = {kind for kind in NAMES.values() if isinstance(kind, type) and attrs.has(kind)}
    assert set(BY_TYPE) == {kind for kind in kinds if not (issubclass(kind, model.Target) and kind is not model.Target)}


@EVERY
@settings(max_examples=25)
@given(data=st.data())
def test_a_value_survives_repr_pickle_and_copy(kind: type, data: st.DataObject) -> None:
    """A value comes back from its repr, a pickle and a copy, equal and with the same hash."""
    value = data.draw(BY_TYPE[kind])
    again = eval(repr(value), dict(NAMES))
    twins = [again, pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)]
    assert [value] * 4 == twins
    assert [hash(value)] * 4 == [hash(twin) for twin in twins]
    assert "\n" not in repr(value)


@EVERY
@settings(max_examples=5)
@given(data=st.data())
def test_strangers_are_left_to_answer(kind: type, data: st.DataObject) -> None:
    """Comparison with an object of another type is NotImplemented."""
    value, stranger = data.draw(BY_TYPE[kind]), object()
    assert NotImplemented is value.__eq__(stranger)
    if kind in (model.Quantity, model.Period):
        assert [NotImplemented] * 4 == [getattr(value, f"__{name}__")(stranger) for name in ("lt", "le", "gt", "ge")]


@EVERY
@settings(max_examples=3)
@given(data=st.data())
def test_values_are_frozen(kind: type, data: st.DataObject) -> None:
    """No field of a value can be set, and none can be added."""
    value = data.draw(BY_TYPE[kind])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, attrs.fields(type(value))[0].name, None)
    assert isinstance(str(value), str)
