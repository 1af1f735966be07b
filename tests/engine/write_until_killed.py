"""A process that adds notes from many threads and says which ones were acknowledged.

`python -m tests.engine.write_until_killed URL`: each acknowledged id is a line on stdout, written
at once, so that whoever kills the process knows what must be there.
"""

import os
import sys
import threading

from engine.database import Database
from engine.database.opening import open_database
from tests.engine.notes import adding

THREADS = 8


def add_notes(database: Database, thread: int) -> None:
    """Add notes for ever; their ids belong to this thread."""
    number = thread
    while True:
        database.write(adding(number, str(number)))
        os.write(1, f"{number}\n".encode())
        number += THREADS


def main(url: str) -> None:
    """Add notes from all threads until killed."""
    database = open_database(url)
    for thread in range(THREADS):
        threading.Thread(target=add_notes, args=(database, thread), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
