"""Upstander: the open system with which a borough's hate crime partnership runs its whole work."""

__version__ = "0.1.0"
