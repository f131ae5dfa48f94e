"""Words in free text that may name somebody else. Pure functions.

A machine cannot be sure, so it asks for too much rather than too little: each word with a capital
letter that is neither the person's own nor an ordinary word, and each that follows a word such as
“called” or “my brother”. What is found is masked until somebody has decided.
"""

import re
from collections.abc import Collection, Iterator

from upstander.kernel.vault.phonetics import plain

PERHAPS = "[perhaps another person]"
# what digits touch is a postcode, a vehicle or an address, and found elsewhere
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'‘-][^\W\d_]+)*(?!\w)")
# words that lead to a name, whichever letters it is written in
LEADS = frozenset(
    "called named name mr mrs ms miss mx dr pc sgt auntie aunt uncle cousin brother sister son"  # noqa: SIM905
    " daughter husband wife partner boyfriend girlfriend friend mate neighbour manager teacher"
    " landlord nephew niece son-in-law".split()
)
# ordinary words that begin sentences, follow those above, or are written with a capital letter
ORDINARY = frozenset(
    "a about after afterwards again all almost also always am an and another any anyone are around"  # noqa: SIM905
    " as at away back be because been before being both but by can cannot could day did do does"
    " each even ever every everyone everything few finally first for from get go had has have he"
    " her here him his how however i i'm i’m i've i’ve i'd i’d i'll i’ll if in into is it it's it’s"
    " its just last later like many maybe me more most much must my near neither never next no"
    " nobody none nor not nothing now of off often on once one only or other our out outside over"
    " perhaps please quite said same say says shall she should since so some somebody someone"
    " something sometimes somewhere soon still such suddenly than thank thanks that the their them"
    " then there these they they're they’re this those though three through to today together"
    " told tomorrow tonight too two under until up upon very want was we well were what when"
    " whenever where whether which while who whoever why will with without would yes yesterday yet"
    " you your came went shouted called threw hit rang wrote lives lived works worked kept asked"
    " monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december christmas easter ramadan eid diwali"
    " english british uk london merton mitcham morden wimbledon england police council nhs gp mp"
    " street road lane avenue close court house flat school bus station tram park mosque church"
    " temple synagogue god sir madam hello dear polish indian pakistani bangladeshi tamil somali"
    " chinese african asian european muslim jewish christian hindu sikh black white gay lesbian"
    " bisexual trans disabled roma irish welsh scottish arab arabic portuguese email text safe"
    " ok".split()
)


def suspected(text: str, own: Collection[str]) -> list[str]:
    """Give the words of a text that may name others; `own` are the person's own words, bare."""
    return list(dict.fromkeys(_found(text, own)))


def _found(text: str, own: Collection[str]) -> Iterator[str]:
    before = ""
    for match in WORD.finditer(text):
        word = match[0]
        bare = _bare(word)
        known = bare in own or bare in LEADS or not ORDINARY.isdisjoint({bare, word.lower()})
        if not known and len(bare) > 1 and (word[0].isupper() or before in LEADS):
            yield word
        before = bare


def _bare(word: str) -> str:
    """Take a word down to how names are compared, without the ’s of whose it is."""
    return plain(re.sub(r"[’'‘]s$", "", word.lower())).replace("-", "")


def mask_words(text: str, words: Collection[str], put: str = PERHAPS) -> str:
    """Put a mask in place of each of some words, wherever they stand alone."""
    for word in sorted(words, key=len, reverse=True):
        if word.strip():
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", put, text)
    return text
