"""How wide boxes are: as wide as what belongs into them."""

WIDE = {"class": "govuk-input--width-30"}
NARROW = {"class": "govuk-input--width-4"}
