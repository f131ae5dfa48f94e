"""Names that are one name although they sound apart: short forms, and spellings of other countries.

The first word of a line is the name, the others are what people write in its place. A word may
stand in several lines. Common knowledge, written by hand; it finds people, and joins nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

LINES = """
robert bob bobby rob robbie bert
william bill billy will willie liam
elizabeth liz lizzie beth betty bess eliza libby
anthony tony ant
katherine kate katie kathy kath kitty cathy
margaret maggie meg peggy peg marge rita
david dave davy dai
james jim jimmy jamie
john jack johnny
richard dick rick ricky rich richie
edward ed eddie ted teddy ned
charles charlie chuck
michael mike mick mickey
thomas tom tommy
christopher chris kit
christine chris chrissy tina
nicholas nick nicky
alexander alex sandy sasha lex oleksandr
alexandra alex sandra sasha lexie
samuel sam sammy
samantha sam sammie
joseph joe joey
daniel dan danny
matthew matt
andrew andy drew
stephen steve
gregory greg
jennifer jen jenny
deborah deb debbie
susan sue susie
patricia pat patsy trish tricia
patrick pat paddy padraig
victoria vicky vicki tori
rebecca becky becca
jacqueline jackie
rosemary rose rosie
theresa terry tess tracey
terence terry
lawrence larry laurie
frederick fred freddie
harold harry
henry harry hal
benjamin ben benny
timothy tim
philip phil
peter pete
ronald ron ronnie
donald don donnie
raymond ray
kenneth ken kenny
gerald gerry jerry
leonard len lenny
dorothy dot dolly
mary molly polly mair maire
anne annie nan nancy
eleanor nell ellie nora
bridget biddy bridie
hugh huw
evan ieuan euan ewan
price prys
stewart stuart
oisin osheen
caoimhe keeva kweeva
malgorzata gosia malgosia
katarzyna kasia kaska
joanna asia aska
magdalena magda
agnieszka aga agata
wojciech wojtek
krzysztof krzysiek
tomasz tomek
pawel pawelek
stanislaw staszek stasiek
zbigniew zbyszek
grzegorz grzesiek
jan janek jas
aleksandra ola
barbara basia
elzbieta ela
zuzanna zuza
mykola nikolai nikolay nicolae
dmytro dmitry dmitri
ekaterina katya
sergey serhiy serhii
vladimir volodymyr vova
mohammed mo moh mohamad
abdulrahman abdi
fatoumata fatou fatima
babatunde tunde
adebayo bayo
oluwaseun seun
oluwafunmilayo funmilayo funmi
oluwatobi tobi
temitope tope
olumide mide
chukwuemeka emeka
chukwudi chudi
ifeanyi ify
aissatou isatou aisatou aisha
mariama mariatu
kwabena kobina kobena
kwame kwamena
diallo jallow jalloh
ndiaye njie njai
ceesay sesay
ba bah
joao zhao
francisco paco chico
jose pepe ze
guadalupe lupe
ignacio nacho
zhang chang cheung
zhou chou chow
xu hsu hsui
zhao chao
qian chien
xiao hsiao
cai tsai choi
yitzhak isaac itzik
moshe moses moishe
chaim haim hyman
"""
# what stands for the deep sounds of Somali, in names that have them: Cali, Xasan, Maxamed, Jaamac
AYN = re.compile(
    r"^c(?=abd|ali$|aly$|umar|omar|ism|usm|aash|aish|ayn|ilm|igaal|awaal|arr|amb|awil)"
)
AYN_AT_THE_END = re.compile(r"(?<=[a-z]{3}a)c$")
DEEP_H = re.compile(r"^x(?=[aeiou])|(?<=a)x(?=[am])")
OF_THE = frozenset(  # Irish names that are written with and without what says "of the house of"
    "brien byrne callaghan carroll connell connor doherty donnell donoghue driscoll dwyer farrell"  # noqa: SIM905
    " flaherty flynn gorman grady hagan hanlon hara hare keefe kelly leary loughlin mahony malley"
    " meara neil neill regan reilly riordan rourke shaughnessy shea sullivan toole".split()
)


def _read() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in LINES.split("\n"):
        name, *others = line.split() or [""]
        for other in others:
            found[other].add(name)
    return {other: frozenset(names) for other, names in found.items()}


FULL = _read()


def variants_of(word: str) -> Iterator[str]:
    """Give what else a word of a name, in small plain letters, may stand for."""
    yield from FULL.get(word, ())
    somali = DEEP_H.sub("h", AYN_AT_THE_END.sub("", AYN.sub("", word)))
    if somali != word:
        yield somali
    if len(word) > 7 and word.startswith("al"):  # Aljabouri, Al Jabouri
        yield word[2:]
    if word[:1] == "o" and word[1:] in OF_THE:
        yield word[1:]
