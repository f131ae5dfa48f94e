"""Administration: organisations, posts, people and the trail, each as pages."""

from upstander.kernel.access.predicates import has_role
from upstander.kernel.administration import demo
from upstander.kernel.administration.declarations import OrganisationViews, PeopleViews, PostViews
from upstander.kernel.administration.messages import MessageViews
from upstander.kernel.administration.published import PublishedViews
from upstander.kernel.administration.retention import ErasureViews, HoldViews, RuleViews
from upstander.kernel.registry import Capability, NavItem, Permission, register

register(
    Capability(
        slug="administration",
        title="Administration",
        urls="upstander.kernel.administration.urls",
        permissions=(
            Permission(
                "administration.view",
                "Open the administration",
                (has_role("administrator", "information_governance"),),
            ),
        ),
        datasets=(
            OrganisationViews.dataset(),
            PostViews.dataset(),
            PeopleViews.dataset(),
            MessageViews.dataset(),
            PublishedViews.dataset(),
            RuleViews.dataset(),
            HoldViews.dataset(),
            ErasureViews.dataset(),
        ),
        nav=(
            NavItem(
                "Published figures", "administration:published_list", "exports.ledger", order=80
            ),
            NavItem("Administration", "administration:home", "administration.view", order=90),
        ),
        demo=demo.load,
        demo_order=90,
    )
)
