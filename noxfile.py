"""The one entrance: `nox` runs everything, `nox -s tests` only the tests."""

from __future__ import annotations

import nox

nox.options.sessions = ["lint", "types", "imports", "tests", "examples", "notebooks", "docs", "build"]
nox.options.reuse_existing_virtualenvs = True
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)


def _group(name: str) -> tuple[str, ...]:
    return nox.project.dependency_groups(PROJECT, name)


@nox.session
def lint(session: nox.Session) -> None:
    session.install(*_group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    session.install("-e", ".", "nox", *_group("lint"), *_group("test"), *_group("docs"))
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    session.install("-e", ".", *_group("lint"))
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    session.install("-e", ".", *_group("test"))
    session.run("pytest", "--cov", "--cov-report=term-missing", *session.posargs)


@nox.session
def examples(session: nox.Session) -> None:
    session.install("-e", ".", "./examples/acme-rules", "./examples/coaching-rules", *_group("test"))
    session.run("pytest", "examples")


@nox.session(python=PYTHONS)
def versions(session: nox.Session) -> None:
    session.install("-e", ".", *_group("test"))
    session.run("pytest", *session.posargs)


@nox.session
def notebooks(session: nox.Session) -> None:
    session.install(".[board,charts,frames]", *_group("notebooks"))
    session.run("pytest", "-m", "notebooks", "tests/notebooks")


@nox.session
def browser(session: nox.Session) -> None:
    session.install("-e", ".[board]", *_group("test"), *_group("browser"))
    session.run("pytest", "-m", "browser", "tests/browser")


@nox.session
def docs(session: nox.Session) -> None:
    session.install("-e", ".", *_group("docs"))
    session.run("sphinx-build", "-n", "-W", "-q", "docs", "docs/_build")


@nox.session
def build(session: nox.Session) -> None:
    session.install("build")
    session.run("python", "-m", "build", "--outdir", "dist")
