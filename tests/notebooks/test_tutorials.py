"""The tutorial notebooks run from top to bottom, in a kernel of their own, and show what they promise.

Runs with `pytest -m notebooks`, where nbclient and a kernel are installed; see CONTRIBUTING.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytestmark = [pytest.mark.notebooks, pytest.mark.filterwarnings("ignore")]  # Jupyter's own libraries warn of each other

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorial"
NOTEBOOKS = sorted(TUTORIALS.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_tutorial_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, and whatever a cell ends with has an HTML face."""
    notebook: Any = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    faces = [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "execute_result"
    ]
    assert any("text/html" in face for face in faces)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_tutorial_is_kept_without_results(path: Path) -> None:
    """What a cell gives is not kept, so that changes can be read."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [] == [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count")]
