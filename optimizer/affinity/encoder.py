"""Text encoders behind one protocol; the library itself ships none and asks nobody's server."""

import dataclasses
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.affinity.errors import AffinityError
from optimizer.affinity.side import Side


class Encoder(Protocol):
    """Whatever turns texts into vectors that are near each other where the texts mean the same."""

    @property
    def name(self) -> str:
        """Name of the model."""

    @property
    def version(self) -> str:
        """Vectors of different versions cannot be compared."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.floating]:
        """Return one finite vector per text, of shape (n_texts, n_dimensions)."""


def encode_side(side: Side, encoder: Encoder) -> Side:
    """Return the side with the meanings of its titles and texts, for a component of that name.

    Each text is encoded once, however many rows have it; a row without any text has no meaning.

    Raises
    ------
    AffinityError
        ``bad_vectors``: not one finite vector per text.
    """
    texts = [
        "\n".join(part for part in (title.strip(), text.strip()) if part)
        for title, text in zip(side.list_texts("titles"), side.list_texts("texts"), strict=True)
    ]
    row_of_text = {text: row for row, text in enumerate(dict.fromkeys(filter(None, texts)))}
    vectors = _require_vectors(np.asarray(encoder.encode(list(row_of_text))), len(row_of_text))
    # The row after the last is what a text that is not there gets.
    known = np.vstack([vectors, np.full((1, vectors.shape[1]), np.nan)])
    return dataclasses.replace(side, meanings=known[[row_of_text.get(text, len(row_of_text)) for text in texts]])


def _require_vectors(vectors: NDArray[np.floating], count: int) -> NDArray[np.float64]:
    if count == 0:
        return np.zeros((0, vectors.shape[1] if vectors.ndim == 2 else 0))  # noqa: PLR2004 - rows and dimensions
    if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():  # noqa: PLR2004
        raise AffinityError("bad_vectors", side="encoder", found=vectors.shape, expected=f"({count}, n_dimensions)")
    return vectors.astype(np.float64)
