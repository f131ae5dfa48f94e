"""A cleaner that does what it must not, for the tests of the child's limits."""

import socket
import sys

from upstander.kernel.confined import confine
from upstander.kernel.vault.files.child import answer


def take_memory(content):
    return bytes(3 * 1024**3)


def write_a_file(content):
    with open("/tmp/written-by-the-child", "wb") as file:
        file.write(b"x")
    return b"written"


def reach_out(content):
    with socket.socket() as reached:
        reached.connect(("127.0.0.1", 9))
    return b"reached"


WAYS = {"memory": take_memory, "write": write_a_file, "socket": reach_out}

if __name__ == "__main__":
    confine(more_memory=200 * 1024 * 1024, seconds=5)
    sys.stdout.buffer.write(answer(WAYS[sys.argv[1]], b""))
