"""Random machines walked at random, against an oracle that knows nothing of the engine."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from engine.database import Database
from tests.counts import count
from tests.engine.jobs import open_jobs
from tests.engine.machine_oracle import MACHINES, STEPS, Machine, Model, Step, take_step


def test_every_walk_goes_as_the_oracle_says(migrated: Database, tmp_path: Path) -> None:
    jobs = open_jobs(migrated, tmp_path)

    @given(MACHINES, STEPS)
    @settings(
        max_examples=count(quick=4, normal=15, long=300),
        suppress_health_check=[HealthCheck.too_slow],
    )
    def walk(machine: Machine, steps: list[Step]) -> None:
        jobs.change(machine.edit())
        id = jobs.job(price=0)
        model = Model(machine, jobs.work.now())
        for step in steps:
            jobs.wait(minutes=7)
            found, expected = take_step(jobs, id, model, step)
            assert found == expected, (step, model)
            record = jobs.read("job", id)
            assert (record["stage"], record["note"]) == (model.state, model.note)
            assert record.get("stage__due") == model.due()

    walk()
