"""Turns one lesson into an executed notebook: Jupytext reads it, nbclient runs it, kaleido draws it.

Reads a job as JSON on standard input, writes events as JSON lines on standard output:
  {"event": "cells", "count": n}                       the number of code cells
  {"event": "cell", "number": k}                       code cell k starts
  {"event": "fault", "cell": k, "line": l, "text": t}  what went wrong, line counted within the cell
  {"event": "notebook", "notebook": {...}}             the last event: the notebook, executed as far as it came
"""

import asyncio
import hashlib
import json
import os
import re
import sys
import tempfile
import time

from draw_figures import end_with_parent, pictures

PLOTLY = "application/vnd.plotly.v1+json"
# Waits until no timer is pending, two seconds at most: a late throw is recorded by the kernel's preload.
PROBE = """
for (let turn = 0; turn < 40; turn++) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (!(process as any).getActiveResourcesInfo().includes('Timeout')) break;
}
"""


def emit(event, **fields):
    """One line to whoever runs this. The kernel shares the pipe, and Node makes it non-blocking:
    what does not fit at once (a large notebook) has to be offered again."""
    rest = memoryview((json.dumps({"event": event, **fields}) + "\n").encode())
    while rest:
        try:
            rest = rest[os.write(1, rest) :]
        except BlockingIOError:
            time.sleep(0.001)


def notebook_from(lesson, kernel):
    """The notebook of a percent script: stable cell ids, and the front matter as its first cell."""
    import jupytext
    import nbformat
    import yaml

    notebook = jupytext.reads(lesson, fmt={"extension": ".ts", "format_name": "percent"})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    front = {}
    if notebook.cells and notebook.cells[0].cell_type == "raw":
        try:
            front = yaml.safe_load(notebook.cells[0].source.strip().strip("-")) or {}
        except yaml.YAMLError as error:
            emit("fault", cell=None, line=None, text=f"the front matter is no YAML: {error}")
        notebook.cells[0] = nbformat.v4.new_markdown_cell(heading(front))
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "TypeScript (tslab)", "language": "typescript", "name": kernel},
            "language_info": {
                "file_extension": ".ts",
                "mimetype": "text/x-typescript",
                "name": "typescript",
                "codemirror_mode": {"mode": "typescript", "name": "javascript", "typescript": True},
            },
            "mle": front,
        }
    )
    for index, cell in enumerate(notebook.cells):
        if is_folded(cell):
            cell.metadata["jupyter"] = {"source_hidden": True}
        cell.id = hashlib.sha256(f"{index}\n{cell.source}".encode()).hexdigest()[:12]
    return notebook


def is_folded(cell):
    """Hints, mistakes and the key of a quiz spoil what they are for: learners unfold them if they wish."""
    if cell.cell_type != "code":
        return False
    return "check" in cell.metadata.get("tags", []) or re.search(r"^quiz\(", cell.source, re.MULTILINE) is not None


def heading(front):
    lines = [f"# {front.get('title', 'Untitled')}", ""]
    needs = ", ".join(f"[{slug}]({slug}.ipynb)" for slug in front.get("needs") or [])
    lines.append(f"*{front.get('minutes', '?')} minutes" + (f" · after {needs}*" if needs else "*"))
    if front.get("objectives"):
        lines += ["", "When you have worked through this chapter, you can", ""]
        lines += [f"- {objective}" for objective in front["objectives"]]
    return "\n".join(lines)


async def execute(notebook, job):
    """Runs the cells in order until one fails; returns the faults."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    lost = tempfile.NamedTemporaryFile(mode="r", suffix=".jsonl", delete=False)
    client = NotebookClient(
        notebook,
        timeout=job["cellSeconds"],
        startup_timeout=60,
        kernel_name=job["kernel"],
        # tslab ignores an interrupt while a loop blocks it, and waiting for the answer takes minutes.
        interrupt_on_timeout=False,
        shutdown_kernel="immediate",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": job["folder"]}},
    )
    number = 0
    try:
        # Nobody learns here, so no progress is kept.
        env = {**os.environ, "MLE_KERNEL_FAULTS": lost.name, "MLE_PROGRESS": "off"}
        async with client.async_setup_kernel(env=env):
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type != "code":
                    continue
                number += 1
                emit("cell", number=number)
                try:
                    await client.async_execute_cell(cell, index, execution_count=number)
                except CellExecutionError as error:
                    said = stderr_of(cell).strip() or f"{error.ename}: {error.evalue}"
                    emit("fault", cell=number, line=first_line(said, number), text=said)
                    return
                except CellTimeoutError:
                    limit = job["cellSeconds"]
                    emit("fault", cell=number, line=None, text=f"still running after {limit} s, and stopped.")
                    return
                except DeadKernelError:
                    emit("fault", cell=number, line=None, text="the kernel died while this cell ran.")
                    return
                said = stderr_of(cell).strip()
                if said and "stderr" not in cell.metadata.get("tags", []):
                    emit("fault", cell=number, line=first_line(said, number), text=f"printed to stderr: {said}")
            await settle(client)
    finally:
        for line in lost:
            fault = json.loads(line)
            emit("fault", cell=fault["cell"], line=fault["line"], text=f"{fault['kind']}: {fault['text']}")
        lost.close()
        os.unlink(lost.name)


async def settle(client):
    """Gives late callbacks of the last cells the time to fail while someone is looking."""
    import nbformat
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    probe = nbformat.v4.new_code_cell(PROBE)
    client.nb.cells.append(probe)
    try:
        await client.async_execute_cell(probe, len(client.nb.cells) - 1, store_history=False)
    except (CellTimeoutError, DeadKernelError):
        emit("fault", cell=None, line=None, text="the kernel did not answer after the last cell.")
    finally:
        client.nb.cells.pop()


def stderr_of(cell):
    return "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stderr")


def first_line(text, number):
    match = re.search(rf"cell {number}, line (\d+)", text)
    return int(match.group(1)) if match else None


def draw(notebook, plotlyjs):
    """Adds a PNG beside every interactive picture, since GitHub shows nothing else."""
    bundles = [
        output.data
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if PLOTLY in output.get("data", {})
    ]
    if not bundles:
        return
    pngs = pictures([data[PLOTLY] for data in bundles], plotlyjs, scale=1)
    for data, png in zip(bundles, pngs, strict=True):
        data["image/png"] = png + "\n"


def main():
    end_with_parent()
    job = json.loads(sys.stdin.read())
    notebook = notebook_from(job["lesson"], job["kernel"])
    emit("cells", count=sum(cell.cell_type == "code" for cell in notebook.cells))
    if job["execute"]:
        kept = dict(notebook.metadata)
        asyncio.run(execute(notebook, job))
        notebook.metadata = type(notebook.metadata)(kept)
    if job["plotlyjs"]:
        draw(notebook, job["plotlyjs"])
    emit("notebook", notebook=notebook)


if __name__ == "__main__":
    main()
