"""Conditions over people in SQL, with the meaning that `engine.people` gives them in Python."""

from __future__ import annotations

import sqlalchemy as sa

from engine.system_tables import tg_department, tg_membership


def in_department(
    user: sa.ColumnElement[object],
    department: sa.ColumnElement[object],
    *,
    by_code: bool,
    deep: bool,
) -> sa.ColumnElement[bool]:
    """The condition that a person is in a department now; `deep`: or in one below it, or in one
    that it has inherited. `department` is an id or, `by_code`, a code."""
    membership = tg_membership.alias()
    place: sa.ColumnElement[object] = membership.c.department
    query = sa.select(sa.literal(1)).where(
        membership.c.user == user, membership.c.ended_at.is_(None)
    )
    if deep:
        above = owners_above()
        query = query.where(above.c.department == place)
        place = above.c.owner
    if by_code:
        answering = answering_codes()
        query = query.where(answering.c.code == department, answering.c.id == place)
    else:
        query = query.where(place == department)
    return query.exists()


def owners_above() -> sa.CTE:
    """Every department with itself and all that answer for it: parents, and heirs of archived
    ones."""
    departments = tg_department.alias()
    first = sa.select(departments.c.id.label("department"), departments.c.id.label("owner")).cte(
        "owners_above", recursive=True
    )
    edges = sa.union_all(
        sa.select(departments.c.id, departments.c.parent.label("owner")).where(
            departments.c.parent.is_not(None)
        ),
        sa.select(departments.c.id, departments.c.heir.label("owner")).where(
            departments.c.heir.is_not(None)
        ),
    ).subquery()
    return first.union(
        sa.select(first.c.department, edges.c.owner).where(edges.c.id == first.c.owner)
    )


def answering_codes() -> sa.CTE:
    """Every code with the department that answers to it: an archived one's heir in its place."""
    departments = tg_department.alias()
    steps = sa.select(departments.c.code, departments.c.id, departments.c.heir).cte(
        "answering_codes", recursive=True
    )
    following = tg_department.alias()
    walked = steps.union(
        sa.select(steps.c.code, following.c.id, following.c.heir).where(
            following.c.id == steps.c.heir
        )
    )
    return sa.select(walked.c.code, walked.c.id).where(walked.c.heir.is_(None)).cte()
