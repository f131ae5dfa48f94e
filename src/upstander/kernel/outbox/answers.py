"""What became of a try, in words: on the row stands a class or a number, which few people read."""

import re

NOBODY = "Nobody answers at the other end"
ADDRESS = "The address is not right"
# the first that fits speaks
WORDS = (
    ("no usable address|SMTPRecipientsRefused 5|ValidationError|permanent-failure", ADDRESS),
    ("SMTPRecipientsRefused 4|temporary-failure", "The mailbox is full, or busy"),
    ("SMTPDataError 5", "Refused for what it says or looks like"),
    ("SMTPAuthenticationError|AuthError", "Our password or key is not taken"),
    ("SMTPSenderRefused", "Our own address is not taken as a sender"),
    ("SSL|SMTPNotSupportedError", "The server cannot prove who it is, so nothing was said to it"),
    ("RateLimitError|TooManyRequestsError", "Too many messages for the service at the moment"),
    ("BadRequestError", "The service is not set up for this: see its templates"),
    ("Unsealable", "Its lock does not open: a key is missing"),
    ("interrupted", "The server was stopped while it was sent"),
    ("technical-failure|Exception 5|Error 5", "The service has a fault of its own"),
    (".*Error|SMTPServerDisconnected|SMTPConnect.*|RemoteDisconnected|gaierror|timeout", NOBODY),
)


def in_words(result: str) -> str:
    """Say what a result means; what is words already, or unknown, stays as it is."""
    fitting = (words for pattern, words in WORDS if re.match(pattern, result))
    return next(fitting, result[:1].upper() + result[1:])
