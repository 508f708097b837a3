"""`python -m services.cli` is `greenbridge`."""

from services.cli.app import main

main()
