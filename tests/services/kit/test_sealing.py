from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from services.kit.refusals import RuleBroken
from services.kit.sealing import KEY_FILE, Seal, find_seal, get_seal
from services.kit.settings import Environment, Settings

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_is_sealed_is_opened_with_the_key_alone() -> None:
    sealed = Seal([OLD]).seal("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert Seal([OLD]).open(sealed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(InvalidToken):
        Seal([NEW]).open(sealed)


def test_a_new_key_in_front_opens_and_seals_while_the_old_one_opens() -> None:
    sealed, both = Seal([OLD]).seal("x"), Seal([NEW, OLD])
    assert both.open(sealed) == "x"
    assert not both.is_fresh(sealed)
    assert both.is_fresh(both.seal("x"))
    assert Seal([NEW]).open(both.seal("x")) == "x"


def test_what_was_stored_before_there_were_keys_is_as_it_is() -> None:
    seal = Seal([OLD])
    assert seal.open("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    assert not seal.is_fresh("JBSWY3DPEHPK3PXP")


def test_in_development_a_key_is_made_once_and_for_oneself(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    sealed = get_seal(settings).seal("x")
    assert get_seal(settings).open(sealed) == "x"
    assert (tmp_path / "home" / KEY_FILE).stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "home").iterdir()] == [KEY_FILE]


def test_a_deployment_must_name_its_keys(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, environment=Environment.PRODUCTION)
    assert find_seal(settings) is None
    with pytest.raises(RuleBroken, match="NO_SECRET_KEY"):
        get_seal(settings)
    named = Settings(home=tmp_path, environment=Environment.PRODUCTION, secret_keys=f"{NEW}, {OLD}")
    assert get_seal(named).open(Seal([OLD]).seal("x")) == "x"
