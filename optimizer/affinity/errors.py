"""What is wrong with the input, as a code with parameters; sentences are made where people read them."""


class AffinityError(ValueError):
    """Input that cannot be compared.

    Attributes
    ----------
    code
        One of ``wrong_length``, ``not_text``, ``not_a_number``, ``not_whole``, ``out_of_range``, ``pair_outside``,
        ``duplicate_pair``, ``bad_weight``, ``bad_top``, ``too_many_pairs``, ``too_few_labels``, ``bad_vectors``.
    params
        What is wrong and where: column, row (0-based), the value found and what was expected.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code}: " + ", ".join(f"{name}={value!r}" for name, value in params.items()))
