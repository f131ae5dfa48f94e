"""The API key of GOV.UK Notify: a name, the id of the service, and a secret.

It knows nothing of Django, so that the settings may look at a key as well.
"""

import re

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
UUID = re.compile(_UUID, re.IGNORECASE)
KEY = re.compile(f"(?:.*-)?({_UUID})-({_UUID})", re.IGNORECASE)
