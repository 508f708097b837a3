"""Prices and explanations are not hurried."""

from tests.patience import patience

__all__ = ["patience"]
