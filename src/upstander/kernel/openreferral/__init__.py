"""The open feed of services that the public may use, as the Open Referral UK standard asks."""
