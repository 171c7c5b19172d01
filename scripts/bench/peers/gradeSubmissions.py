"""The same assignment in Python, handed in by the same students, graded by `nbgrader autograde`."""

import copy
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def prepare(folder):
    task = json.loads((Path(folder) / "task.json").read_text())
    course = Path(folder).resolve() / "nbgrader"
    shutil.rmtree(course, ignore_errors=True)
    write(course / "source/sums/sums.ipynb", source(task["exercises"]))
    (course / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "bench"\n')
    nbgrader(course, "generate_assignment", "sums")
    release = nbformat.read(course / "release/sums/sums.ipynb", as_version=4)
    for student, right in zip(task["students"], task["right"]):
        write(course / f"submitted/{student}/sums/sums.ipynb", handed_in(release, right))

    def run():
        shutil.rmtree(course / "autograded", ignore_errors=True)
        nbgrader(course, "autograde", "sums", "--force")
        return scores(course, task["students"])

    return run


def nbgrader(course, *arguments):
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])


def solution(i):
    return f"return sum(x ** {i + 1} for x in numbers) % 1000"


def source(exercises):
    """Each exercise: what is asked, a cell with its solution marked, and a cell of hidden tests."""
    cells = []
    for i in range(exercises):
        answer = f"def powers{i}(numbers):\n    ### BEGIN SOLUTION\n    {solution(i)}\n    ### END SOLUTION"
        tests = "### BEGIN HIDDEN TESTS\n" + "\n".join(
            f"assert powers{i}({numbers}) == {sum(x ** (i + 1) for x in numbers) % 1000}"
            for numbers in ([3, 1, 4], [1, 5, 9, 2], [6, 5, 3, 5, 8])
        )
        cells += [
            new_markdown_cell(f"The sum of the list's powers of {i + 1}, modulo 1000."),
            new_code_cell(answer, metadata=marked(f"powers{i}", grade=False)),
            new_code_cell(f"{tests}\n### END HIDDEN TESTS", metadata=marked(f"test{i}", grade=True)),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def marked(name, grade):
    about = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": not grade}
    if grade:
        about["points"] = 1
    return {"nbgrader": {**about, "locked": grade, "task": False}}


def handed_in(release, right):
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        for i, solved in enumerate(right):
            if solved and f"def powers{i}(" in cell.source:
                cell.source = f"def powers{i}(numbers):\n    {solution(i)}"
    return notebook


def write(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def scores(course, students):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return [gradebook.find_submission("sums", student).score for student in students]
