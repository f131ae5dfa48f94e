"""The forms at the end of the journey and after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.asking import line, one, text
from upstander.kernel.subjects.passphrase import (
    LENGTH,
    NotAPassphrase,
    Passphrase,
    read,
    unknown,
)

LIST = {
    "autocomplete": "off",
    "autocapitalize": "none",
    "spellcheck": "false",
    "dir": "ltr",
    "rows": 3,
}


class SecondWordForm(forms.Form):
    """A word that opens the text of the report later."""

    mark_optional = False
    second_word = line(
        _("A word of your own"),
        longest=80,
        help_text=_(
            "Your seven words show our answers, never what you wrote. If you want to read your own"
            " text again, choose a word now that nobody would guess. You can leave it empty."
        ),
    )


class WordsForm(forms.Form):
    """Seven words, or the digits."""

    words = forms.CharField(
        label=_("Your seven words, or your digits"),
        max_length=300,
        widget=forms.Textarea(attrs=LIST),
        help_text=_("In the order in which you wrote them down"),
        error_messages={"required": _("Type your seven words")},
    )

    def clean_words(self) -> Passphrase:
        """Read them, naming a word that is in nobody's list."""
        typed = self.cleaned_data["words"]
        try:
            return read(typed)
        except NotAPassphrase:
            strange = unknown(typed)
        if strange:
            raise forms.ValidationError(
                _("Look at the spelling of “%(word)s”: it is none of our words"),
                params={"word": strange[0]},
            )
        raise forms.ValidationError(
            _("Type all %(count)s words, or all 28 digits"), params={"count": LENGTH}
        )


class OwnWordForm(forms.Form):
    """The second word."""

    second_word = forms.CharField(
        label=_("The word that you chose"),
        max_length=80,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the word that you chose")},
    )


class MessageForm(forms.Form):
    """A message to the team."""

    mark_optional = False
    label_size = "m"
    message = text(_("Write to us"), longest=5000, rows=5)

    def clean_message(self) -> str:
        """Refuse an empty one."""
        given: str = self.cleaned_data["message"]
        if not given.strip():
            raise forms.ValidationError(_("Write something before you send it"))
        return given


class AgreementsForm(forms.Form):
    """Who may be told, once more."""

    label_size = "m"
    mark_optional = False
    police = one(_("The police"), words.POLICE, hints=words.POLICE_HINTS)
    support = one(_("A support service"), words.SUPPORT, hints=words.SUPPORT_HINTS)
    landlord = one(
        _("My landlord or housing association"), words.LANDLORD, hints=words.LANDLORD_HINTS
    )
    council = one(_("Other teams of the council"), words.COUNCIL, hints=words.COUNCIL_HINTS)

    statistics = one(_("Counting it, without anything that points to you"), words.YES_NO)

    def __init__(
        self, data: Any = None, *, initial: dict[str, str], more: dict[str, str] | None = None
    ) -> None:
        """Ask also of what the team had asked and the person agreed to: `more` has its words."""
        super().__init__(data, initial=initial)
        for name, label in (more or {}).items():
            self.fields[name] = one(label, words.YES_NO)


class FileForm(forms.Form):
    """A picture, film, sound or document; the view takes it sealed."""

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("A picture, a sound, a PDF. At most 20 MB."),
        error_messages={"required": _("Choose a file")},
    )


def data_of(request: Any) -> Any:
    """Give what was sent, where anything was."""
    return request.POST if request.method == "POST" else None
