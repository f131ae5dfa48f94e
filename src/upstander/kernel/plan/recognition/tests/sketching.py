"""A plan written down in a few lines, so that a test shows what it expects at a glance."""

from upstander.kernel.documents.tests.forking import read_in_fork
from upstander.kernel.plan.recognition.reading import recognise


def plan_in(content, name, known=()):
    if isinstance(content, str):
        content = content.encode()
    return recognise(read_in_fork(content, name), known)


def sketch(plan):
    """Write a plan: `T` themes, `O` objectives, `-` actions; leads in brackets, then the rest."""
    lines = []
    for theme in plan.themes:
        lines.append(f"T {theme.number} {theme.title}" + (f" // {theme.aim}" if theme.aim else ""))
        for objective in theme.objectives:
            lines.append(f"O {objective.number} {objective.title}{_sides(objective)}")
            for action in objective.actions:
                lines.append(f"- {action.text}{_sides(action)}".replace("\n", " / "))
    return "\n".join(lines)


def _sides(part):
    said = f" [{'; '.join(part.leads)}]" if part.leads else ""
    said += f" {{{part.status}}}" if part.status else ""
    said += f" <{part.due}>" if part.due else ""
    said += f" ~{'; '.join(part.depends_on)}" if getattr(part, "depends_on", ()) else ""
    return said + (f" > {part.progress}".replace("\n", " / ") if part.progress else "")


def told(plan):
    """Give all that the warnings say, for a look for words."""
    return "\n".join(f"{w.where}: {w.what}: {w.suggestion}" for w in plan.warnings)
