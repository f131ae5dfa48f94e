"""What is due: one page for each person, filled by every part of the product."""

from upstander.kernel.access.predicates import anyone
from upstander.kernel.registry import Capability, NavItem, Permission, register

DUE = register(
    Capability(
        slug="due",
        title="What is due",
        urls="upstander.kernel.due.urls",
        permissions=(
            Permission("due.view", "See what waits for you, and by when", allow=(anyone,)),
        ),
        nav=(NavItem("Due", "due:list", "due.view", order=80),),
    )
)
