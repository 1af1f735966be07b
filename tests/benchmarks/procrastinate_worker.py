"""Empty jobs by procrastinate, in an environment of its own (`requirements/benchmarks.lock`).

`python procrastinate_worker.py put|work ADDRESS COUNT`: `put` makes the tables and the jobs, `work`
does them and prints the CPU seconds that this process took for it.
"""

import asyncio
import sys
import time

import procrastinate  # type: ignore[import-not-found]  # only where it is measured

SCHEMA = "procrastinate"
AT_ONCE = 20


def app_of(address: str) -> procrastinate.App:
    """The application with its one task."""
    found = f"-c search_path={SCHEMA}"
    connector = procrastinate.PsycopgConnector(conninfo=address, kwargs={"options": found})
    return procrastinate.App(connector=connector)


async def put(app: procrastinate.App, empty: procrastinate.tasks.Task, count: int) -> None:
    """So many jobs wait; the tables were made where they were missing."""
    made = await app.connector.execute_query_one_async(
        "SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS made"
    )
    if not made["made"]:
        await app.connector.execute_query_async(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        await app.schema_manager.apply_schema_async()
    for _ in range(0, count, 1_000):
        await empty.batch_defer_async(*({} for _ in range(1_000)))


async def work(app: procrastinate.App) -> None:
    """They are all done and gone, as many at once as a claim of ours takes."""
    began = time.process_time()
    await app.run_worker_async(
        wait=False,
        concurrency=AT_ONCE,
        delete_jobs="always",
        listen_notify=False,
        install_signal_handlers=False,
    )
    print(time.process_time() - began)


async def main(what: str, address: str, count: int) -> None:
    """What the command line asks for."""
    app = app_of(address)

    @app.task(name="empty")  # type: ignore[untyped-decorator]  # it has no types here
    async def empty() -> None:
        """Nothing is to be done."""

    async with app.open_async():
        await (put(app, empty, count) if what == "put" else work(app))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
