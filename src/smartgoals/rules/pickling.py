"""How rules travel to other processes.

A rule that lives in a module travels as its name, and is found there again. A rule written in a notebook cannot be
found anywhere else, so its function travels by value: its compiled code, its defaults, and the globals it uses, each
by name where it has one. The other side needs the same version of Python.
"""

from __future__ import annotations

import builtins
import dis
import importlib
import importlib.util
import marshal
import pickle
import sys
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import attrs

from smartgoals.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartgoals.rules.definition import Rule

__all__ = ["reduced"]


def reduced(rule: Rule) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """Return how to make the rule again, for pickle.

    Raises:
        RuleError: The rule was written in a notebook and uses something that cannot travel.
    """
    if _is_at(rule, rule.module, rule.qualname):
        return find, (rule.module, rule.qualname)
    fields = {field.name: getattr(rule, field.name) for field in attrs.fields(type(rule)) if field.name != "function"}
    if not isinstance(rule.function, FunctionType):
        return _remade, (fields, rule.function)
    return _rebuilt, (fields, _packed(rule.function, rule.code, frozenset()))


def find(module: str, qualname: str) -> Any:
    """Return what a module calls by a name."""
    found: Any = importlib.import_module(module)
    for name in qualname.split("."):
        found = getattr(found, name)
    return found


def _is_at(value: object, module: str | None, qualname: str | None) -> bool:
    """Whether another process would find the value under this name."""
    if not module or not qualname or module == "__main__" or "<" in qualname:
        return False
    try:
        return find(module, qualname) is value
    except (ImportError, AttributeError):
        return False


def _packed(function: FunctionType, code: str, seen: frozenset[CodeType]) -> dict[str, Any]:
    if function.__closure__:
        names = ", ".join(repr(name) for name in function.__code__.co_freevars)
        raise RuleError(
            f"rule {code} cannot travel to another process: {function.__name__!r} uses {names} of the function it was "
            f"written in; move it to the top of the notebook, or into a module"
        )
    return {
        "magic": importlib.util.MAGIC_NUMBER,
        "code": marshal.dumps(function.__code__),
        "name": function.__name__,
        "doc": function.__doc__,
        "module": function.__module__,
        "qualname": function.__qualname__,
        "defaults": function.__defaults__,
        "kwdefaults": function.__kwdefaults__,
        "globals": {
            name: _packed_global(name, function.__globals__[name], code, seen | {function.__code__})
            for name in _globals_of(function.__code__)
            if name in function.__globals__
        },
    }


def _globals_of(code: CodeType) -> list[str]:
    """Return the global names that a function uses, and the functions inside it, sorted."""
    names = {each.argval for each in dis.get_instructions(code) if each.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names.update(_globals_of(constant))
    return sorted(names)


def _packed_global(name: str, value: Any, code: str, seen: frozenset[CodeType]) -> tuple[str, Any]:
    if isinstance(value, ModuleType):
        return "module", value.__name__
    module, qualname = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if isinstance(module, str) and isinstance(qualname, str) and _is_at(value, module, qualname):
        return "reference", (module, qualname)
    if isinstance(value, FunctionType):
        if value.__code__ in seen:
            raise RuleError(
                f"rule {code} cannot travel to another process: {name!r} calls itself; move it into a module"
            )
        return "function", _packed(value, code, seen)
    if isinstance(value, type):
        raise RuleError(
            f"rule {code} cannot travel to another process: the class {name!r} lives in {module}; move it into a module"
        )
    try:
        return "value", pickle.dumps(value)
    except Exception as error:
        raise RuleError(
            f"rule {code} cannot travel to another process: {name!r} cannot be pickled ({error}); move it into a module"
        ) from error


def _remade(fields: dict[str, Any], function: Callable[..., Any]) -> Rule:
    """Return a rule that is data, such as a word list."""
    from smartgoals.rules.definition import Rule

    return Rule(**fields, function=function)


def _rebuilt(fields: dict[str, Any], packed: dict[str, Any]) -> Rule:
    from smartgoals.rules.definition import Rule

    return Rule(**fields, function=_unpacked(packed, fields["code"]))


def _unpacked(packed: dict[str, Any], code: str) -> FunctionType:
    if packed["magic"] != importlib.util.MAGIC_NUMBER:
        version = ".".join(map(str, sys.version_info[:2]))
        raise RuleError(
            f"rule {code} was written in a notebook of another version of Python and this is {version}; "
            f"run the same version on both sides, or move the rule into a module"
        )
    scope: dict[str, Any] = {"__builtins__": builtins, "__name__": packed["module"]}
    for name, (kind, value) in packed["globals"].items():
        scope[name] = _found(kind, value, code)
    compiled = marshal.loads(packed["code"])  # noqa: S302 - part of the pickle that is being read
    function = FunctionType(compiled, scope, packed["name"], packed["defaults"])
    function.__kwdefaults__ = packed["kwdefaults"]
    function.__doc__ = packed["doc"]
    function.__module__ = packed["module"]
    function.__qualname__ = packed["qualname"]
    return function


def _found(kind: str, value: Any, code: str) -> Any:
    if kind == "module":
        return importlib.import_module(value)
    if kind == "reference":
        return find(*value)
    if kind == "function":
        return _unpacked(value, code)
    return pickle.loads(value)  # noqa: S301 - part of the pickle that is being read
