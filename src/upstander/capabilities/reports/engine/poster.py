"""The words of a place's poster, for paper and for who hears it."""

TITLE = "Did somebody treat you badly because of who you are?"
LEDE = "You can tell somebody who listens. You need no proof and no name."
STEPS = (
    "Point your phone at the square, or type the address below it.",
    "Answer what you like. You choose who may know.",
    "Keep seven words. They bring you back to our answer.",
)
DANGER = "In danger now? Call 999"
