"""A part of the product that hands loans of umbrellas over, to try forms on."""

from pathlib import Path

from upstander.kernel.offers import Referral
from upstander.kernel.registry import Capability

LOANS = Referral(
    code="umbrellas.loan",
    title="Loan of an umbrella",
    table=Path(__file__).with_name("loan.csv"),
    version="1",
    kinds={"police": frozenset({"police"}), "landlord": frozenset({"housing"}),
           "police_without_details": frozenset({"police"})},
    example={"number": "U-1", "who": "Ines Invented", "phone": "07700 900000", "story": "It rained",
             "ground": "They agreed.", "times": "After six", "locks": "Two"},
    personal=frozenset({"who", "phone"}),
    nameless=frozenset({"police_without_details"}),
    demanded={"number": frozenset(), "ground": frozenset(), "times": frozenset({"phone"})},
)  # fmt: skip
UMBRELLAS = Capability(slug="umbrellas", title="Umbrellas", referrals=(LOANS,))
