"""The total of a sheet against fractions written out, and what a rubric may look like."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.refusals import InvalidInput, RuleBroken
from services.scoring.rules import (
    CriterionInput,
    Scale,
    digest_of,
    is_overwriting,
    require_only_texts,
    require_total,
    require_valid_rubric,
    sealed_text,
    weighted_total,
)

CENTS = st.integers(1, 10_000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[Scale], dict[UUID, Decimal | None]]:
    """Criteria of any weights, with points on the scale, some of them missing."""
    scales, points = [], {}
    for number in range(draw(st.integers(1, 6))):
        most = draw(CENTS)
        scale = Scale(UUID(int=number), str(number), draw(CENTS), most, Decimal("0.01"))
        scales.append(scale)
        part = draw(st.none() | st.integers(0, int(most * 100)))
        points[scale.id] = None if part is None else Decimal(part) / 100
    return scales, points


@given(sheets())
def test_a_total_is_the_weighted_share_of_what_was_scored(
    sheet: tuple[list[Scale], dict[UUID, Decimal | None]],
) -> None:
    scales, points = sheet
    scored = [(scale, given) for scale in scales if (given := points[scale.id]) is not None]
    total = weighted_total(scales, points)
    if not scored:
        assert total is None
        return
    weight = sum(Fraction(scale.weight) for scale, _ in scored)
    exact = sum(Fraction(s.weight) / weight * Fraction(p) / Fraction(s.max_points) for s, p in scored) * 100
    assert total is not None
    assert abs(Fraction(total) - exact) <= Fraction(1, 200)
    assert Fraction(total) - exact != Fraction(-1, 200)  # halves go up
    assert 0 <= total <= 100
    assert total.as_tuple().exponent == -2


@given(sheets(), st.data())
def test_a_missing_criterion_is_not_zero_and_more_points_never_total_less(
    sheet: tuple[list[Scale], dict[UUID, Decimal | None]], data: st.DataObject
) -> None:
    scales, points = sheet
    scale = data.draw(st.sampled_from(scales))
    low, high = sorted(data.draw(st.tuples(st.integers(0, 100), st.integers(0, 100))))
    less, more = (scale.max_points * share / 100 for share in (low, high))
    first = weighted_total(scales, points | {scale.id: less})
    second = weighted_total(scales, points | {scale.id: more})
    assert first is not None
    assert second is not None
    assert first <= second
    others = [each for each in scales if each.id != scale.id]
    assert weighted_total(scales, points | {scale.id: None}) == weighted_total(others, points)


def criterion(**changes: object) -> CriterionInput:
    given = {"name": "技术", "weight": Decimal(100), "max_points": Decimal(10)} | changes
    return CriterionInput(**given)  # type: ignore[arg-type]  # what a test gives


@pytest.mark.parametrize(
    ("criteria", "path", "code"),
    [
        ([], "criteria", "OUT_OF_RANGE"),
        ([criterion(weight=Decimal(99))], "criteria", "WEIGHTS_NOT_100"),
        ([criterion(name=" ")], "criteria.0.name", "REQUIRED"),
        ([criterion(weight=Decimal("NaN"))], "criteria.0.weight", "OUT_OF_RANGE"),
        ([criterion(weight=Decimal("Infinity"))], "criteria.0.weight", "OUT_OF_RANGE"),
        ([criterion(max_points=Decimal(0))], "criteria.0.max_points", "OUT_OF_RANGE"),
        ([criterion(max_points=Decimal("9.999"))], "criteria.0.max_points", "TOO_FINE"),
        ([criterion(step=Decimal(3))], "criteria.0.step", "DOES_NOT_DIVIDE"),
        ([criterion(scale_words=("好", "好"))], "criteria.0.scale_words", "NOT_UNIQUE"),
        ([criterion(weight=Decimal(50))] * 2, "criteria.1.name", "NOT_UNIQUE"),
    ],
)
def test_a_rubric_that_cannot_stand_is_named_where_it_is_wrong(
    criteria: list[CriterionInput], path: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_valid_rubric(criteria)
    assert (path, code) in [(fault.path, fault.code) for fault in refused.value.faults]


def test_a_rubric_in_use_may_only_be_said_better() -> None:
    key = UUID(int=1)
    stored = [Scale(key, "技术", Decimal(100), Decimal(10), Decimal(1), 2)]
    require_only_texts(stored, [criterion(id=key, name="技术创新", help="说明", scale_words=("差", "优"))])
    for changed in (
        [criterion(id=key, max_points=Decimal(20), scale_words=("差", "优"))],
        [criterion(id=key)],
        [criterion(scale_words=("差", "优"))],
        [],
    ):
        with pytest.raises(RuleBroken, match="RUBRIC_IN_USE"):
            require_only_texts(stored, changed)


def test_halves_go_up_and_nothing_scored_is_no_sheet() -> None:
    scales = [Scale(UUID(int=1), "a", Decimal(100), Decimal(800), Decimal("0.01"))]
    assert weighted_total(scales, {UUID(int=1): Decimal("0.04")}) == Decimal("0.01")  # exactly 0.005
    with pytest.raises(RuleBroken, match="NOTHING_SCORED"):
        require_total(scales, {}, "没有材料")


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]))
def test_only_another_devices_later_word_stands_against_a_save(stored: int, seen: int, by: str, device: str) -> None:
    assert is_overwriting(stored, by, seen, device) == (stored > seen and (by != device or not device))


@given(st.dictionaries(st.text(), st.text() | st.none()))
def test_the_same_content_has_one_digest_in_whatever_order_it_came(content: dict[str, str | None]) -> None:
    text = sealed_text(content)
    assert text == sealed_text(dict(reversed(content.items())))
    assert digest_of(text) != digest_of(sealed_text({**content, "more": f"{content.get('more')}x"}))
