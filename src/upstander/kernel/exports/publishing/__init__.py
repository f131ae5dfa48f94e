"""Disclosure control: what a table may show so that nobody in it can be worked out.

`changes.publish` is the one way from data to a public figure. What stands here is pure: no request,
no database. docs/explanation/disclosure-control.md says whom it guards against, and how.
"""
