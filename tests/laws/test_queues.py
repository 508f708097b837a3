"""Every queue that a job may stand in is worked off, and who queues a job by its name alone names its queue."""

from procrastinate.jobs import DEFAULT_QUEUE

from services import worker
from services.kit.jobs import tasks


def test_the_worker_works_off_every_queue() -> None:
    tasks.perform_import_paths()
    queues = {task.queue for task in tasks.tasks.values() if task.queue != "builtin"}
    assert queues == {DEFAULT_QUEUE, *worker.BESIDE}


def test_jobs_are_forgotten_in_queues_that_are_worked_off() -> None:
    assert set(worker.BESIDE) >= worker.FORGOTTEN
