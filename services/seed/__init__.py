"""The sample: self-written people, organizations, needs, packages and a competition for an empty database."""

from services.seed.commands import SampleLogin, find_sample_logins, seed

__all__ = ["SampleLogin", "find_sample_logins", "seed"]
