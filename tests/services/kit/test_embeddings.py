"""The client against a real server of this process."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr

from optimizer.affinity import Encoder, Side, encode_side
from services.kit import embeddings
from services.kit.embeddings import BATCH_SIZE, EmbeddingsEndpoint, EncoderFailed

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def serve(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body | {"path": self.path, "authorization": self.headers.get("Authorization")})
            status, headers, content = answer(body)
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(content))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def encode_lengths(body: dict[str, Any]) -> Answer:
    vectors = [{"index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(body["input"])]
    return 200, {}, json.dumps({"object": "list", "data": vectors[::-1]}).encode()


def test_vectors_come_back_in_the_order_of_the_texts_in_batches() -> None:
    texts = ["x" * (at % 7 + 1) for at in range(BATCH_SIZE + 3)]
    with serve(encode_lengths) as (url, asked):
        vectors = EmbeddingsEndpoint(url, "tiny", key=SecretStr("sesame")).encode(texts)
    np.testing.assert_array_equal(vectors, [[len(text), 1.0] for text in texts])
    assert [len(body["input"]) for body in asked] == [BATCH_SIZE, 3]
    assert {(body["path"], body["model"], body["authorization"]) for body in asked} == {
        ("/v1/embeddings", "tiny", "Bearer sesame")
    }


def test_it_encodes_a_side_of_the_optimizer() -> None:
    with serve(encode_lengths) as (url, _):
        encoder: Encoder = EmbeddingsEndpoint(url, "tiny")
        side = encode_side(Side(count=2, titles=["abc", ""]), encoder)
    np.testing.assert_array_equal(side.meanings, [[3, 1], [np.nan, np.nan]])


def test_long_texts_are_cut_and_no_text_asks_nobody() -> None:
    with serve(encode_lengths) as (url, asked):
        endpoint = EmbeddingsEndpoint(url, "tiny")
        assert endpoint.encode(["x" * 9_000]).tolist() == [[8_000.0, 1.0]]
        assert endpoint.encode([]).shape == (0, 0)
    assert len(asked) == 1


def test_a_busy_endpoint_is_asked_again_as_late_as_it_wishes() -> None:
    answers = iter([(429, {"Retry-After": "3"}, b""), (503, {}, b"")])
    waits: list[float] = []
    with serve(lambda body: next(answers, None) or encode_lengths(body)) as (url, asked):
        assert EmbeddingsEndpoint(url, "tiny", wait=waits.append).encode(["ab"]).tolist() == [[2.0, 1.0]]
    assert waits == [3.0, 1.0]
    assert len(asked) == 3


def test_an_endpoint_that_stays_broken_is_given_up() -> None:
    waits: list[float] = []
    with serve(lambda _: (500, {}, b"")) as (url, asked), pytest.raises(EncoderFailed) as failure:
        EmbeddingsEndpoint(url, "tiny", wait=waits.append).encode(["a"])
    assert (failure.value.code, failure.value.params) == ("ENCODER_REFUSED", {"status": 500})
    assert (waits, len(asked)) == ([0.5, 1.0, 2.0], 4)


def test_a_plain_no_is_not_asked_again() -> None:
    with serve(lambda _: (401, {}, b"")) as (url, asked), pytest.raises(EncoderFailed) as failure:
        EmbeddingsEndpoint(url, "tiny").encode(["a"])
    assert (failure.value.code, failure.value.params, len(asked)) == ("ENCODER_REFUSED", {"status": 401}, 1)


def test_nobody_at_the_address_is_said() -> None:
    with serve(encode_lengths) as (url, _):
        pass
    waits: list[float] = []
    with pytest.raises(EncoderFailed) as failure:
        EmbeddingsEndpoint(url, "tiny", wait=waits.append).encode(["a"])
    assert failure.value.code == "ENCODER_UNREACHABLE"
    assert len(waits) == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no json", "unreadable"),
        (b'{"data": 3}', "unreadable"),
        (b'{"data": []}', "texts_and_vectors_differ"),
        (b'{"data": [{"index": 1, "embedding": [1]}, {"index": 1, "embedding": [1]}]}', "texts_and_vectors_differ"),
        (b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]}', "dimensions_differ"),
        (b'{"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]}', "dimensions_differ"),
        (b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1]}]}', "not_finite"),
        (b" " * 2_000, "too_large"),
    ],
)
def test_an_answer_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, content: bytes, reason: str) -> None:
    monkeypatch.setattr(embeddings, "ANSWER_BYTES", 1_000)
    with serve(lambda _: (200, {}, content)) as (url, _), pytest.raises(EncoderFailed) as failure:
        EmbeddingsEndpoint(url, "tiny").encode(["a", "b"])
    assert (failure.value.code, failure.value.params) == ("ENCODER_ANSWER_WRONG", {"reason": reason})


def test_another_model_or_address_is_another_version() -> None:
    versions = {EmbeddingsEndpoint(url, model).version for url in ("http://a", "http://b") for model in ("m", "n")}
    assert len(versions) == 4
