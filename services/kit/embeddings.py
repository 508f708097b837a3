"""A text encoder behind any endpoint that speaks the embeddings protocol of OpenAI, as most model servers do.

It has the shape of `optimizer.affinity.Encoder`; the optimizer itself knows no web.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import httpx
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, SecretStr, ValidationError

from services.kit.refusals import Refusal

BATCH_SIZE: Final = 64
TEXT_LIMIT: Final = 8_000
ANSWER_BYTES: Final = 64 * 1024 * 1024
ATTEMPT_COUNT: Final = 4
FIRST_WAIT_SECONDS: Final = 0.5
LONGEST_WAIT_SECONDS: Final = 20.0
TIMEOUT: Final = httpx.Timeout(60.0, connect=5.0)
TOO_MANY_REQUESTS: Final = 429
SERVER_ERRORS: Final = 500


class EncoderFailed(Refusal):
    """The endpoint gives no vectors: it cannot be reached, it says no, or what it says is no answer."""


class _Vector(BaseModel):
    index: int
    embedding: list[float]


class _Answer(BaseModel):
    data: list[_Vector]


class EmbeddingsEndpoint:
    """Asks in batches, one after the other; what is busy or broken for a moment is asked again, ever later."""

    def __init__(
        self, url: str, model: str, *, key: SecretStr | None = None, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._url = f"{url.rstrip('/')}/embeddings"
        self._headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
        self._wait = wait
        self.name = model

    @property
    def version(self) -> str:
        """Another address or model gives other vectors, for all anybody knows."""
        return hashlib.sha256(f"{self._url} {self.name} {TEXT_LIMIT}".encode()).hexdigest()[:12]

    def encode(self, texts: Sequence[str]) -> NDArray[np.floating]:
        """Return one vector per text; only the beginning of a very long text counts."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        with httpx.Client(timeout=TIMEOUT, headers=self._headers) as client:
            parts = [self._encode_batch(client, batch) for batch in _batched(texts)]
        dimension_counts = {part.shape[1] for part in parts}
        if len(dimension_counts) > 1:
            raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="dimensions_differ")
        return np.concatenate(parts)

    def _encode_batch(self, client: httpx.Client, texts: Sequence[str]) -> NDArray[np.float32]:
        body = {"model": self.name, "input": [text[:TEXT_LIMIT] for text in texts], "encoding_format": "float"}
        return _read_vectors(self._ask(client, body), len(texts))

    def _ask(self, client: httpx.Client, body: dict[str, Any]) -> bytes:
        failure = EncoderFailed("ENCODER_UNREACHABLE", attempts=ATTEMPT_COUNT)
        for attempt in range(ATTEMPT_COUNT):
            asked_to_wait = 0.0
            try:
                with client.stream("POST", self._url, json=body) as response:
                    if response.is_success:
                        return _read_bounded(response)
                    failure = EncoderFailed("ENCODER_REFUSED", status=response.status_code)
                    if response.status_code != TOO_MANY_REQUESTS and response.status_code < SERVER_ERRORS:
                        raise failure
                    asked_to_wait = _read_wait(response)
            except httpx.TransportError as error:
                failure = EncoderFailed("ENCODER_UNREACHABLE", attempts=ATTEMPT_COUNT, reason=type(error).__name__)
            if attempt + 1 < ATTEMPT_COUNT:
                self._wait(min(max(FIRST_WAIT_SECONDS * 2**attempt, asked_to_wait), LONGEST_WAIT_SECONDS))
        raise failure


def _batched(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + BATCH_SIZE] for start in range(0, len(texts), BATCH_SIZE))


def _read_bounded(response: httpx.Response) -> bytes:
    read = bytearray()
    for part in response.iter_bytes():
        read += part
        if len(read) > ANSWER_BYTES:
            raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="too_large")
    return bytes(read)


def _read_wait(response: httpx.Response) -> float:
    """Seconds that the endpoint asks for; a date, which it may also name, is left to our own waiting."""
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0


def _read_vectors(content: bytes, count: int) -> NDArray[np.float32]:
    try:
        answer = _Answer.model_validate(json.loads(content))
    except (ValueError, ValidationError) as error:
        raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="unreadable") from error
    vectors = {vector.index: vector.embedding for vector in answer.data}
    lengths = {len(vector) for vector in vectors.values()}
    if sorted(vectors) != list(range(count)) or len(answer.data) != count:
        raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="texts_and_vectors_differ")
    if len(lengths) != 1 or lengths == {0}:
        raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="dimensions_differ")
    array = np.array([vectors[at] for at in range(count)], dtype=np.float32)
    if not np.isfinite(array).all():
        raise EncoderFailed("ENCODER_ANSWER_WRONG", reason="not_finite")
    return array
