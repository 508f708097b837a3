import strawberry

from graph.competitions.types import Competition, Entry, Judge, Round
from graph.kit.declare import Connection, by_id, listing


@strawberry.type
class CompetitionsQuery:
    competition: Competition | None = by_id()
    competitions: Connection[Competition] = listing()
    round: Round | None = by_id()
    rounds: Connection[Round] = listing(description="Rounds of competitions you run or judge in.")
    entry: Entry | None = by_id()
    entries: Connection[Entry] = listing(description="Entries of competitions you run, and those you judge.")
    judge: Judge | None = by_id()
    judges: Connection[Judge] = listing(description="Judges of competitions you run, and yourself as a judge.")
