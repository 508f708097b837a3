"""What is sealed is opened by the same key and purpose alone, and keys can be changed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from services.kit.sealing import KEY_FILE, SealBroken, seal, unseal
from services.kit.settings import Settings


def with_key(home: Path, key: str = "") -> Settings:
    return Settings(home=home, secret_key=SecretStr(key))


def test_the_same_key_and_purpose_open_it(tmp_path: Path) -> None:
    sealed = seal(with_key(tmp_path, "first"), "webhook", "whsec_一")
    assert "whsec" not in sealed
    assert unseal(with_key(tmp_path, "first"), "webhook", sealed) == "whsec_一"
    for key, purpose in (("second", "webhook"), ("first", "other")):
        with pytest.raises(SealBroken):
            unseal(with_key(tmp_path, key), purpose, sealed)


def test_a_new_key_comes_first_and_the_old_one_still_opens(tmp_path: Path) -> None:
    sealed = seal(with_key(tmp_path, "old"), "webhook", "secret")
    both = with_key(tmp_path, "new old")
    assert unseal(both, "webhook", sealed) == "secret"
    assert unseal(with_key(tmp_path, "new"), "webhook", seal(both, "webhook", "other")) == "other"


def test_a_machine_makes_its_own_key_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ThreadPoolExecutor(8) as threads:
        sealed = list(threads.map(lambda number: seal(with_key(home), "webhook", str(number)), range(16)))
    assert [unseal(with_key(home), "webhook", each) for each in sealed] == [str(number) for number in range(16)]
    assert [file.name for file in home.iterdir()] == [KEY_FILE]
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600
