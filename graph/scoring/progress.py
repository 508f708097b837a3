"""How many tasks of a round, a judge or an entry stand where; judges and entries count the rounds judged now."""

from graph.kit.declare import part, sql
from graph.scoring.standing import count_tasks, of_entry, of_judge, of_round
from services.scoring.models import TaskState


@part
class RoundProgress:
    task_count: int = sql(count_tasks(of_round), default=0)
    open_count: int = sql(count_tasks(of_round, [TaskState.OPEN]), default=0)
    draft_count: int = sql(count_tasks(of_round, [TaskState.DRAFT]), default=0)
    submitted_count: int = sql(count_tasks(of_round, [TaskState.SUBMITTED]), default=0)
    returned_count: int = sql(count_tasks(of_round, [TaskState.RETURNED]), default=0)
    recused_count: int = sql(count_tasks(of_round, [TaskState.RECUSED]), default=0)


@part
class JudgeProgress:
    task_count: int = sql(count_tasks(of_judge), default=0)
    open_count: int = sql(count_tasks(of_judge, [TaskState.OPEN]), default=0)
    draft_count: int = sql(count_tasks(of_judge, [TaskState.DRAFT]), default=0)
    submitted_count: int = sql(count_tasks(of_judge, [TaskState.SUBMITTED]), default=0)
    returned_count: int = sql(count_tasks(of_judge, [TaskState.RETURNED]), default=0)
    recused_count: int = sql(count_tasks(of_judge, [TaskState.RECUSED]), default=0)


@part
class EntryProgress:
    task_count: int = sql(count_tasks(of_entry), default=0)
    open_count: int = sql(count_tasks(of_entry, [TaskState.OPEN]), default=0)
    draft_count: int = sql(count_tasks(of_entry, [TaskState.DRAFT]), default=0)
    submitted_count: int = sql(count_tasks(of_entry, [TaskState.SUBMITTED]), default=0)
    returned_count: int = sql(count_tasks(of_entry, [TaskState.RETURNED]), default=0)
    recused_count: int = sql(count_tasks(of_entry, [TaskState.RECUSED]), default=0)
