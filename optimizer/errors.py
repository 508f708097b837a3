"""What is wrong with a problem, as a code with parameters; sentences are made where people read them."""

from __future__ import annotations


class ProblemError(ValueError):
    """A problem that cannot be built.

    Attributes
    ----------
    code
        One of ``wrong_shape``, ``not_a_number``, ``not_whole``, ``negative_units``, ``too_many_units``,
        ``lo_above_hi``, ``fit_too_large``, ``index_out_of_range``, ``duplicate_pair``, ``not_sorted``,
        ``unknown_reason``, ``locked_pair_forbidden``, ``bad_scale``, ``bad_shortage_price``, ``start_breaks_rules``,
        ``not_proven``, ``wrong_problem``, ``bad_file``, ``bad_cap``, ``bad_seed``, ``limit_too_large``,
        ``weight_too_large``, ``duplicate_rule``, ``too_many_rules``, ``duplicate_group``, ``cost_falls``,
        ``rules_unsupported``, ``too_many_pairs``, ``store_unsupported``.
    params
        What is wrong and where: field, index, value and so on.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code}: " + ", ".join(f"{name}={value!r}" for name, value in params.items()))
