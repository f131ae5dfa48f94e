"""The words of a place's poster, for paper and for who hears it."""

from django.utils.translation import gettext_lazy as _

TITLE = _("Did somebody treat you badly because of who you are?")
LEDE = _("You can tell somebody who listens. You need no proof and no name.")
STEPS = (
    _("Point your phone at the square, or type the address below it."),
    _("Answer what you like. You choose who may know."),
    _("Keep seven words. They bring you back to our answer."),
)
DANGER, HOURS = _("In danger now? Call 999"), _("This page is read on working days.")
SQUARE = _("Point your phone here")
HEARD = _("A square code. It leads to %(address)s")
LEADS, PLACE, TYPED = _("Where the square leads"), _("Place"), _("Address to type")
FROM = _("%(borough)s hate crime partnership")
SPEAKS = _("This page speaks other languages too:")
