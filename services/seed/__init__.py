"""The sample: self-written people, organizations, needs, packages and a competition for an empty database."""

from services.seed.commands import SampleLogin, seed

__all__ = ["SampleLogin", "seed"]
