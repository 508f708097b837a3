"""Search in texts of Chinese, English or both, by an index that needs no extension.

A text is cut into pieces of one to three letters: every letter outside ASCII alone, every two neighbors, every three
neighbors of ASCII; a GIN index over the pieces finds the rows that hold all pieces of what is looked for, and LIKE then
looks at those few. Chinese needs no dictionary that way, and a part of a word is found as well as the word.

Row policies come before every condition that might tell of hidden rows, so that no index could serve one. The index is
therefore asked by a function that runs as the owner and gives keys only; the read keeps of them what its actor may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

SEARCH_FUNCTIONS: Final = r"""
CREATE OR REPLACE FUNCTION search_folded(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(normalize(given, NFKC) COLLATE "C")
$$;
CREATE OR REPLACE FUNCTION search_grams(given text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
    WITH letters AS (
        SELECT one, lead(one) OVER w AS two, lead(one, 2) OVER w AS three
        FROM unnest(string_to_array(public.search_folded(given), NULL)) WITH ORDINALITY AS letter (one, place)
        WINDOW w AS (ORDER BY place)
    )
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM letters, LATERAL (VALUES
        (CASE WHEN one > '~' THEN one END),
        (CASE WHEN one > ' ' AND two > ' ' THEN one || two END),
        (CASE WHEN one BETWEEN '!' AND '~' AND two BETWEEN '!' AND '~' AND three BETWEEN '!' AND '~'
              THEN one || two || three END)
    ) AS piece (gram) WHERE gram IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION search_wanted(given text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT gram), '{}')
    FROM regexp_split_to_table(public.search_folded(given), '[\x01-\x20]+') AS word,
         LATERAL unnest(public.search_grams(word)) AS gram
    WHERE length(gram) = least(length(word), CASE WHEN gram > '~' OR right(gram, 1) > '~' THEN 2 ELSE 3 END)
$$;
CREATE OR REPLACE FUNCTION search_patterns(given text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'), '{}')
    FROM regexp_split_to_table(public.search_folded(given), '[\x01-\x20]+') AS word
$$;
"""


@dataclass(frozen=True, slots=True)
class Search:
    """The columns of a table in which `search_<table>(text)` finds every word of what is looked for."""

    table: str
    columns: Sequence[str]

    @property
    def function(self) -> str:
        return f"search_{self.table}"

    @property
    def index(self) -> str:
        """Its name tells the columns, so that others make another index."""
        digest = sha256("|".join(self.columns).encode()).hexdigest()[:8]
        return f"ix_{self.table}_{digest}_search"

    @property
    def sql(self) -> str:
        text = " || E'\\n' || ".join(f"coalesce({column}, '')" for column in self.columns)
        return f"""
CREATE INDEX IF NOT EXISTS {self.index} ON {self.table} USING gin (search_grams({text}));
CREATE OR REPLACE FUNCTION {self.function}(given text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    SELECT id FROM {self.table}
    WHERE search_grams({text}) @> search_wanted(given) AND search_folded({text}) LIKE ALL (search_patterns(given))
$$;
"""  # noqa: S608 - names of ours


def searches_sql(searches: Iterable[Search]) -> str:
    """The functions and indexes of these searches; indexes of former ones are dropped."""
    declared = list(searches)
    kept = ", ".join(f"'{search.index}'" for search in declared) or "''"
    drop = f"""
DO $$ DECLARE item record; BEGIN
    FOR item IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
                AND indexname LIKE 'ix\\_%\\_search' AND indexname NOT IN ({kept})
    LOOP EXECUTE format('DROP INDEX %I', item.indexname); END LOOP;
END $$;
"""  # noqa: S608 - names of ours
    return "\n".join([SEARCH_FUNCTIONS, *(search.sql for search in declared), drop])
