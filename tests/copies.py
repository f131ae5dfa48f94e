"""The copy-paste report: how much of the code stands in another place too.

A copy is a run of six lines that is found elsewhere, with texts masked and imports left out.
Declarations repeat each other by nature: long runs are forgiven in `capability.py` and `urls.py`.
"""

import io
import sys
import tokenize
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
RUN, LONG_RUN = 6, 12
SHARE = 0.06
FORGIVEN = ("capability.py", "urls.py")
LEFT_OUT = {"tests", "migrations"}
SPACE = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT}


@dataclass(frozen=True)
class Line:
    path: Path
    number: int
    text: str


@dataclass(frozen=True)
class Report:
    lines: int
    copied: int
    long_runs: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.copied / max(self.lines, 1)


def sources(root: Path = SOURCE) -> list[Path]:
    return [path for path in sorted(root.rglob("*.py")) if not LEFT_OUT & set(path.parts)]


def lines_of(path: Path) -> list[Line]:
    """Give the lines that count: texts masked; no comments, imports or mere lists of texts."""
    rows: dict[int, list[str]] = defaultdict(list)
    statement_starts: dict[int, int] = {}
    first = 0
    with io.BytesIO(path.read_bytes()) as source:
        for token in tokenize.tokenize(source.readline):
            if token.type in SPACE or token.type in (tokenize.ENCODING, tokenize.ENDMARKER):
                first = 0 if token.type == tokenize.NEWLINE else first
                continue
            first = first or token.start[0]
            statement_starts[token.start[0]] = first
            rows[token.start[0]].append("text" if token.type == tokenize.STRING else token.string)
    return [
        Line(path, number, " ".join(words))
        for number, words in sorted(rows.items())
        if rows[statement_starts[number]][0] not in ("import", "from") and _says_something(words)
    ]


def _says_something(words: list[str]) -> bool:
    return any(word != "text" and any(map(str.isalnum, word)) for word in words)


def report(root: Path = SOURCE) -> Report:
    files = [lines_of(path) for path in sources(root)]
    copied = {line for runs in _repeated(files, RUN) for run in runs for line in run}
    long_runs = [
        " = ".join(sorted({f"{run[0].path.relative_to(root)}:{run[0].number}" for run in runs}))
        for runs in _repeated(files, LONG_RUN)
        if any(run[0].path.name not in FORGIVEN for run in runs)
    ]
    return Report(sum(map(len, files)), len(copied), tuple(long_runs))


def _repeated(files: list[list[Line]], length: int) -> list[list[tuple[Line, ...]]]:
    found: dict[tuple[str, ...], list[tuple[Line, ...]]] = defaultdict(list)
    for lines in files:
        for start in range(len(lines) - length + 1):
            run = tuple(lines[start : start + length])
            texts = tuple(line.text for line in run)
            if len(set(texts)) > 2:  # a table of like rows is no copy
                found[texts].append(run)
    return [runs for runs in found.values() if len(runs) > 1]


def main() -> int:
    found = report()
    print(f"{found.copied} of {found.lines} lines ({found.share:.1%}) stand elsewhere too")
    for places in found.long_runs[:20]:
        print(f"a run of {LONG_RUN} lines: {places}")
    return 1 if found.share > SHARE or found.long_runs else 0


if __name__ == "__main__":
    sys.exit(main())
