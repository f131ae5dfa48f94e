"""Languages that people are heard in: code, English name, and the name its speakers use.

Codes are of ISO 639, the shortest there is; BSL is a language like the others. In the order of the
English names. A borough that needs another adds a line.
"""

LANGUAGES = (
    ("sq", "Albanian", "Shqip"),
    ("am", "Amharic", "አማርኛ"),
    ("ar", "Arabic", "العربية"),
    ("bn", "Bengali", "বাংলা"),
    ("bfi", "British Sign Language", "BSL"),
    ("bg", "Bulgarian", "Български"),
    ("yue", "Cantonese", "廣東話"),
    ("prs", "Dari", "دری"),
    ("en", "English", "English"),
    ("fr", "French", "Français"),
    ("gu", "Gujarati", "ગુજરાતી"),
    ("hi", "Hindi", "हिन्दी"),
    ("hu", "Hungarian", "Magyar"),
    ("it", "Italian", "Italiano"),
    ("ko", "Korean", "한국어"),
    ("ku", "Kurdish", "Kurdî"),
    ("cmn", "Mandarin", "普通话"),
    ("ne", "Nepali", "नेपाली"),
    ("ps", "Pashto", "پښتو"),
    ("fa", "Persian", "فارسی"),
    ("pl", "Polish", "Polski"),
    ("pt", "Portuguese", "Português"),
    ("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    ("ro", "Romanian", "Română"),
    ("rom", "Romani", "Romani"),
    ("ru", "Russian", "Русский"),
    ("si", "Sinhala", "සිංහල"),
    ("so", "Somali", "Soomaali"),
    ("es", "Spanish", "Español"),
    ("tl", "Tagalog", "Tagalog"),
    ("ta", "Tamil", "தமிழ்"),
    ("ti", "Tigrinya", "ትግርኛ"),
    ("tr", "Turkish", "Türkçe"),
    ("tw", "Twi", "Twi"),
    ("uk", "Ukrainian", "Українська"),
    ("ur", "Urdu", "اردو"),
    ("vi", "Vietnamese", "Tiếng Việt"),
    ("yo", "Yoruba", "Yorùbá"),
)
LANGUAGE_CHOICES = [(code, title) for code, title, _ in LANGUAGES]
TITLES = {code: title for code, title, _ in LANGUAGES}
OWN_NAMES = {code: own for code, _, own in LANGUAGES}
RIGHT_TO_LEFT = frozenset({"ar", "prs", "fa", "ps", "ur"})
