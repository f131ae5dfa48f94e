"""Examples for developers that run as they are printed: for the shell, and for Python alone."""

import json
import re
from uuid import NAMESPACE_URL, uuid5

from upstander.kernel.operations import Json, Operation


def for_shell(operation: Operation, address: str) -> str:
    """Write an operation as a call of curl; what stands in braces comes from the environment."""
    url = re.sub(r"{(\w+)}", lambda found: f"${found[1].upper()}", f"{address}/{operation.path}")
    lines = [
        "curl --silent --show-error --fail-with-body \\",
        f'  --request {operation.method} "{url}" \\',
        '  --header "Authorization: Bearer $UPSTANDER_TOKEN"',
    ]
    if not operation.writes:
        return "\n".join(lines)
    lines[-1] += " \\"
    lines += [
        '  --header "Content-Type: application/json" \\',
        f'  --header "Idempotency-Key: {_key(operation)}" \\',
        "  --data @- <<'END'",
        written(operation.example),
        "END",
    ]
    return "\n".join(lines)


def for_python(operation: Operation, address: str) -> str:
    """Write an operation for Python, with nothing but what comes with it."""
    url = re.sub(
        r"{(\w+)}",
        lambda found: f"{{os.environ['{found[1].upper()}']}}",
        f"{address}/{operation.path}",
    )
    lines = ["import json", "import os", "from urllib.request import Request, urlopen", ""]
    if operation.writes:
        lines += [f"body = {written(operation.example)}"]
    lines += [
        "request = Request(",
        f'    {"f" if "{" in url else ""}"{url}",',
        f'    method="{operation.method}",',
        "    headers={",
        '        "Authorization": f"Bearer {os.environ[\'UPSTANDER_TOKEN\']}",',
    ]
    if operation.writes:
        lines += [
            '        "Content-Type": "application/json",',
            f'        "Idempotency-Key": "{_key(operation)}",',
        ]
    lines += ["    },", *(["    data=json.dumps(body).encode(),"] if operation.writes else []), ")"]
    lines += ["with urlopen(request, timeout=30) as answer:", "    print(json.load(answer))"]
    return "\n".join(lines)


def _key(operation: Operation) -> str:
    """Give a key as a system makes one, another for each operation: here the same at each look."""
    return str(uuid5(NAMESPACE_URL, operation.code))


def written(content: Json) -> str:
    """Write JSON for reading, each list of text on one line; text is the same in Python."""
    lines = json.dumps(content, indent=2, ensure_ascii=False)
    return re.sub(r"\[\s+([^][{}]+?)\s+\]", lambda found: f"[{_in_line(found[1])}]", lines)


def _in_line(items: str) -> str:
    return " ".join(items.split())
