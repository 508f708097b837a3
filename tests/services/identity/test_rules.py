import pytest

from services.identity.rules import check_email, check_password, normal_email
from services.kit.faults import InputFaults


@pytest.mark.parametrize("email", ["a@b.example", "王小绿@绿桥.example", "first.last+tag@sub.b-c.example"])
def test_an_address_that_can_be_one_is_taken(email: str) -> None:
    faults = InputFaults()
    check_email(faults, email)
    assert faults.found == []


@pytest.mark.parametrize(
    ("email", "codes"),
    [
        ("", ["REQUIRED"]),
        ("li", ["NOT_AN_EMAIL"]),
        ("li@localhost", ["NOT_AN_EMAIL"]),
        ("li@b..example", ["NOT_AN_EMAIL"]),
        ("li li@b.example", ["NOT_AN_EMAIL"]),
        ("li@b.example\nBcc: all", ["NOT_AN_EMAIL"]),
        ("a@b.example,c@d.example", ["NOT_AN_EMAIL"]),
        ("a" * 65 + "@b.example", ["NOT_AN_EMAIL"]),
        ("a@" + "b" * 250 + ".example", ["TOO_LONG"]),
        ("a\x00@b.example", ["UNKNOWN_CHARACTER", "NOT_AN_EMAIL"]),
    ],
)
def test_an_address_that_cannot_be_one_says_why(email: str, codes: list[str]) -> None:
    faults = InputFaults()
    check_email(faults, email)
    assert [fault.code for fault in faults.found] == codes


def test_addresses_are_compared_in_one_form() -> None:
    assert normal_email(" Ｌi@GreenBridge.Example\n") == "li@greenbridge.example"


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("correct horse", []),
        ("绿水青山就是金山银山", []),
        ("123456789", ["TOO_SHORT"]),
        ("x" * 129, ["TOO_LONG"]),
        ("aaaaaaaaaaaa", ["TOO_EASY"]),
        ("Li.Xiaolu@B.example", ["TOO_EASY"]),
        ("li.xiaolu.", []),
        ("li xiao lu", ["TOO_EASY"]),
    ],
)
def test_length_counts_and_what_everyone_knows_is_refused(password: str, codes: list[str]) -> None:
    faults = InputFaults()
    check_password(faults, password, email="li.xiaolu@b.example", name="Li Xiao Lu")
    assert [fault.code for fault in faults.found] == codes
