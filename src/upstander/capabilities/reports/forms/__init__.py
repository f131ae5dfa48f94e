"""The questions, and the forms of the team."""
