"""Attacks `publish` at length: python -m tests.attack_publish --tables 2000 --stories 300.

Every table is published and then read by somebody who knows all margins, the policy and whatever
was published before (see attacker.py). It leaves with 1 where a hidden figure could be narrowed.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tables", type=int, default=2000)
    options.add_argument("--stories", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    import django

    django.setup()
    from upstander.kernel.exports.tests import campaign

    found: Counter[str] = Counter()
    begun = time.process_time()
    for number in range(asked.seed, asked.seed + asked.tables):
        found["one table: " + campaign.one_table(random.Random(number))] += 1
    for number in range(asked.seed, asked.seed + asked.stories):
        for story in (campaign.many_tables, campaign.rising_editions, campaign.falling_editions):
            words = story.__name__.replace("_", " ")
            found[f"{words}: {story(random.Random(number))}"] += 1
    for words, times in sorted(found.items()):
        print(f"{times:>6}  {words}")
    print(f"{time.process_time() - begun:.0f} seconds of processor time")
    return 1 if any("BREACH" in words for words in found) else 0


if __name__ == "__main__":
    sys.exit(main())
