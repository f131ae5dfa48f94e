"""Attacks, by the dice: each publishes, reads like an attacker, and says how it went."""

from upstander.kernel.errors import Refused
from upstander.kernel.exports.publishing.policy import Policy
from upstander.kernel.exports.publishing.protect import protect
from upstander.kernel.exports.tests import at_random
from upstander.kernel.exports.tests.attacker import HIDDEN, Attack, narrowest

BREACH, SAFE, NOTHING_HIDDEN, REFUSED = "BREACH", "safe", "nothing hidden", "refused"
NEAR = 1e-6


def publish(table, policy=None, earlier=(), edition="1"):
    return protect(
        table,
        policy or Policy(),
        title="A table",
        edition=edition,
        earlier=list(earlier),
        secret=b"a secret of the installation",
    )


def one_table(dice):
    table, policy = at_random.some_table(dice), at_random.some_policy(dice)
    try:
        made = publish(table, policy)
    except Refused:
        return REFUSED
    least = None
    if policy.insider:  # everybody who is counted knows of one
        least = {c: 1 for c, f in made.figures.items() if f.state == HIDDEN and table.counts[c]}
    width = narrowest(made, least=least)
    if width is None:
        return NOTHING_HIDDEN
    return SAFE if width >= policy.room - NEAR else BREACH


def many_tables(dice, knows_ledger=True):
    """Publish several tables of the same records, some of which add up to others."""
    records, made = at_random.some_records(dice), []
    for number in range(dice.choice([2, 3, 5])):
        table = at_random.some_view(dice, records, f"table {number}")
        try:
            made.append(publish(table, earlier=made if knows_ledger else ()))
        except Refused:
            continue
    width = narrowest(*made) if made else None
    if width is None:
        return NOTHING_HIDDEN
    return SAFE if width >= 5 - NEAR else BREACH


def rising_editions(dice, knows_ledger=True):
    """Publish, let records come in, and publish again: the same tables or others."""
    return _editions(dice, 1, knows_ledger)


def falling_editions(dice, knows_ledger=True):
    """Publish, take records out, and publish again."""
    return _editions(dice, -1, knows_ledger)


def _editions(dice, way, knows_ledger):
    records, made = at_random.some_records(dice), []
    designs = [dice.getrandbits(32), dice.getrandbits(32)]
    for number in range(4):
        vintage = number // 2
        if number == 2:
            _change(dice, records, way)
        view = type(dice)(designs[number % 2]) if dice.random() < 0.7 else dice
        table = at_random.some_view(view, records, f"table {number}")
        try:
            earlier = [of for of, _ in made] if knows_ledger else ()
            made.append((publish(table, earlier=earlier), vintage))
        except Refused:
            continue
    # of records that went, the earlier tables count more: an attacker turns time round
    tables = made if way > 0 else [(of, 1 - vintage) for of, vintage in made]
    return _judge(Attack(tables), way) if made else REFUSED


def _change(dice, records, way):
    for _ in range(dice.choice([1, 2, 5])):
        cell = dice.choice(list(records))
        records[cell] = max(0, records[cell] + way * dice.choice([1, 2, 5, 8, 20]))


def _judge(attack, way):
    if attack.hidden and min(h - low for low, h in attack.intervals().values()) < 5 - NEAR:
        return BREACH
    if attack.vintages == 1 or (way > 0 and not attack.tables[-1][1]):
        return SAFE
    changes = attack.changes(0, 1).values()
    return SAFE if all(_harmless_change(*change) for change in changes) else BREACH


def _harmless_change(low, high):
    return high < NEAR or low > 5 - NEAR or high - low > 5 - NEAR
