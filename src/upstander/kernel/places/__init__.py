"""Places that people can go to: where, when, for whom, and how each wants to be shown."""
