from base64 import b64encode
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kit.node_ids import find_node_id, find_row_id, node_id, uuid_of
from services.kit.refusals import InvalidInput
from tests.graph.kit.demo import Judge


@given(st.from_regex(r"[A-Z][A-Za-z_]{0,40}", fullmatch=True), st.uuids())
def test_an_id_is_read_back(name: str, key: UUID) -> None:
    assert node_id(name, key) == f"{name}_{key}"
    assert find_node_id(node_id(name, key)) == (name, key)


@given(st.from_regex(r"[A-Z][A-Za-z_]{0,40}", fullmatch=True), st.uuids())
def test_an_id_in_its_former_spelling_is_still_read(name: str, key: UUID) -> None:
    assert find_node_id(b64encode(f"{name}:{key}".encode()).decode()) == (name, key)


@given(st.text())
def test_any_other_text_is_no_id(text: str) -> None:
    assert find_row_id("Judge", text) is None


def test_an_id_of_another_type_is_refused_by_name() -> None:
    key = uuid4()
    assert uuid_of(Judge, node_id("Judge", key), "judgeId") == key
    with pytest.raises(InvalidInput) as refused:
        uuid_of(Judge, node_id("Entry", key), "judgeId")
    fault = refused.value.faults[0]
    assert (fault.path, fault.code, fault.params) == ("judgeId", "NOT_AN_ID", {"expected": "Judge"})
