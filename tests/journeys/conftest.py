"""The app of a deployment over this test's database."""

from tests.graph.conftest import app

__all__ = ["app"]
