"""People can report (objectives 1, 3, 5, 19, 21, 23): in a safe space, and they are told what became of it."""

from upstander.kernel.registry import Capability, register

register(Capability(slug="reports", title="Reports"))
