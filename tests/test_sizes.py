"""The code stays small: limits that may only ever come down."""

import ast
import statistics
from functools import cache
from pathlib import Path

from tests import copies

SOURCE = Path(__file__).parents[1] / "src" / "upstander"
CAPABILITIES = SOURCE / "capabilities"
LARGE = {"reports", "casework", "audits", "matching", "profile", "centres"}  # may fill sub-packages
# the questions in plain words, and all that follows from a report on paper and in law
LARGER = {"reports": 5_600}
UNWANTED = {"utils.py", "helpers.py", "services.py", "signals.py", "constants.py"}
Function = ast.FunctionDef | ast.AsyncFunctionDef

FILES = copies.sources(SOURCE)


def lines_in(path):
    return path.read_text(encoding="utf-8").splitlines()


@cache
def functions():
    """Give the name of every function and its length; each file is parsed once."""
    return [
        (f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}", length_of(node))
        for path in FILES
        for node in functions_in(path.read_text(encoding="utf-8"))
    ]


def functions_in(text):
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)]


def length_of(function):
    """Count the lines of a function without its docstring."""
    whole = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        whole -= first.end_lineno - first.lineno + 1
    return whole


def ninth_tenth(values):
    return statistics.quantiles(values, n=10)[-1]


def test_functions_are_short():
    lengths = [length for _, length in functions()]

    assert statistics.median(lengths) <= 8
    assert ninth_tenth(lengths) <= 28
    assert sum(length > 50 for length in lengths) <= 0.02 * len(lengths)


def test_no_function_is_longer_than_two_screens():
    assert [name for name, length in functions() if length > 80] == []


def test_a_long_function_would_be_found():
    body = "".join(f"    step({n})\n" for n in range(90))
    (found,) = functions_in(f'def long():\n    """Words\n    of it."""\n{body}')

    assert length_of(found) == 91


def test_files_are_short():
    lengths = {str(path.relative_to(SOURCE)): len(lines_in(path)) for path in FILES}

    assert [name for name, length in lengths.items() if length > 400] == []
    assert ninth_tenth(lengths.values()) <= 220


def test_a_capability_is_neither_a_stub_nor_a_product_of_its_own():
    folders = [declared.parent for declared in CAPABILITIES.glob("*/capability.py")]
    sizes = {
        folder.name: sum(len(lines_in(p)) for p in copies.sources(folder)) for folder in folders
    }

    assert {name: size for name, size in sizes.items() if size < 150} == {}
    assert {name: size for name, size in sizes.items() if size > most(name)} == {}


def most(name):
    return LARGER.get(name, 3_000 if name in LARGE else 900)


def test_comments_are_few():
    lines = [line.strip() for path in FILES for line in lines_in(path) if line.strip()]

    assert sum(line.startswith("#") for line in lines) <= 0.07 * len(lines)


def test_no_file_is_named_for_leftovers():
    assert [path for path in FILES if path.name in UNWANTED] == []


def test_little_stands_twice_and_nothing_long_does():
    found = copies.report()

    assert found.share <= copies.SHARE
    assert found.long_runs == ()


def test_a_long_copy_would_be_found(tmp_path):
    body = "".join(f"    step_{n} = compute({n}, 'text {n}')\n" for n in range(14))
    (tmp_path / "one.py").write_text(f"def one():\n{body}")
    (tmp_path / "two.py").write_text(f"def two():\n{body}".replace("text", "word"))

    found = copies.report(tmp_path)

    assert found.copied == 28
    assert found.long_runs
