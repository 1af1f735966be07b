"""What tests of distribution ask about leads."""

from typing import cast

from tests.scenarios.requirements.company import Company, Json

LEAD = "crm.lead"


def owner(company: Company, lead: str) -> str:
    """The login of the lead's owner."""
    found = company.record(LEAD, lead)["owner"]
    return next((login for login, id in company.ids.items() if id == found), "")


def assignments(company: Company, lead: str) -> list[Json]:
    """What the lead's assignments say of themselves, newest first."""
    found = company.ask("root", "GET", f"/apps/crm/tables/lead/records/{lead}/assignments")
    return cast(list[Json], found["assignments"])


def accept(company: Company, login: str, about: str) -> None:
    """The person takes the lead that they are asked about."""
    company.answer(login, "accept", about)
