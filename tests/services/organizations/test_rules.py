import pytest

from services.organizations.rules import uscc_check_character, uscc_warning


def test_a_code_with_its_check_character_gives_no_warning() -> None:
    body = "91330100MA2GREEN7"
    assert uscc_warning(body + uscc_check_character(body)) is None


def test_the_check_follows_the_standard_worked_by_hand() -> None:
    # 1 at the first place only: total 1, 31 - 1 = 30, the last sign of the alphabet
    assert uscc_check_character("1" + "0" * 16) == "Y"
    # 1 at the second place: weight 3, 31 - 3 = 28
    assert uscc_check_character("01" + "0" * 15) == "W"
    assert uscc_check_character("0" * 17) == "0"


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        ("", "USCC_LENGTH"),
        ("9133", "USCC_LENGTH"),
        ("0" * 17 + "I", "USCC_CHARACTER"),
        ("0" * 17 + "o", "USCC_CHARACTER"),
        ("0" * 17 + "1", "USCC_CHECK_CHARACTER"),
    ],
)
def test_a_wrong_code_says_what_is_wrong(code: str, warning: str) -> None:
    assert uscc_warning(code) == warning


def test_every_swap_of_neighbors_is_noticed() -> None:
    body = "9133010012345ABCD"
    code = body + uscc_check_character(body)
    swapped = [code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(17)]
    assert {uscc_warning(other) for other in swapped if other != code} == {"USCC_CHECK_CHARACTER"}
