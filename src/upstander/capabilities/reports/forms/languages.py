"""What is said to somebody in their own language, while the pages are in English alone.

The words below are drafts: nobody who speaks the language has checked them yet, and the page says
so. Once a named person has, their name and the day go into `CHECKED`.
"""

from dataclasses import dataclass

from upstander.kernel.reference.languages import OWN_NAMES, RIGHT_TO_LEFT

CHECKED: dict[str, str] = {}  # code: who checked it, and when


@dataclass(frozen=True)
class Offer:
    """An interpreter, in words of the language itself."""

    code: str
    sentence: str
    danger: str

    @property
    def own(self) -> str:
        """Give the name that its speakers use."""
        return OWN_NAMES[self.code]

    @property
    def direction(self) -> str:
        """Say which way it is written."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def checked(self) -> str:
        """Say who checked it; '' while it is a draft."""
        return CHECKED.get(self.code, "")


OFFERS = (
    Offer(
        "pl",
        "Możesz napisać do nas po polsku: odpowiedz na pytania w swoim języku. Możesz też "
        "zadzwonić i powiedzieć „Polish”. Tłumacz jest bezpłatny.",
        "W niebezpieczeństwie zadzwoń pod 999.",
    ),
    Offer(
        "pt",
        "Pode escrever-nos em português: responda às perguntas na sua língua. Também pode "
        "telefonar e dizer “Portuguese”. O intérprete é gratuito.",
        "Em perigo, ligue 999.",
    ),
    Offer(
        "es",
        "Puede escribirnos en español: responda a las preguntas en su idioma. También puede "
        "llamar y decir “Spanish”. El intérprete es gratuito.",
        "En peligro, llame al 999.",
    ),
    Offer(
        "ta",
        "நீங்கள் தமிழில் எழுதலாம்: கேள்விகளுக்கு உங்கள் மொழியில் பதில் சொல்லுங்கள். "
        "தொலைபேசியில் அழைத்து “Tamil” என்று சொல்லலாம். மொழிபெயர்ப்பாளர் இலவசம்.",
        "ஆபத்து இருந்தால் 999 என்ற எண்ணை அழையுங்கள்.",
    ),
    Offer(
        "ur",
        "آپ ہمیں اردو میں لکھ سکتے ہیں: سوالوں کے جواب اپنی زبان میں دیں۔ "
        "آپ فون کر کے “Urdu” بھی کہہ سکتے ہیں۔ ترجمان مفت ہے۔",
        "خطرے میں 999 پر فون کریں۔",
    ),
    Offer(
        "ar",
        "يمكنك أن تكتب إلينا بالعربية: أجب عن الأسئلة بلغتك. ويمكنك أيضا أن تتصل وتقول “Arabic”. "
        "المترجم مجاني.",
        "في حالة الخطر اتصل بالرقم 999.",
    ),
)
