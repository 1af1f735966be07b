"""Orders on their way through their seven states."""

from typing import cast

from tests.runtime.paperwork import PDF
from tests.scenarios.requirements.company import Company, Json

ORDER = "fulfilment.order"


def order_of(company: Company, customer: str, name: str) -> str:
    """A new order of the salesperson."""
    amount = {"amount": 120000, "deposit_amount": 36000}
    return company.create("sale", ORDER, number=f"N-{name}", name=name, customer=customer, **amount)


def proposed(company: Company, customer: str, name: str) -> str:
    """An order whose proposal is confirmed and whose invoice data is checked."""
    order = order_of(company, customer, name)
    file = company.upload("sale", "方案.pdf", PDF)
    company.move("sale", ORDER, order, "confirm_proposal", proposal_file=[file])
    company.tick_off("sale", ORDER, order, "invoice_data")
    return order


def signed(company: Company, customer: str, name: str) -> str:
    """An order whose contract finance has confirmed."""
    order = proposed(company, customer, name)
    file = company.upload("sale", "合同.pdf", PDF)
    form = {"contract_number": f"HT-{name}", "contract_file": [file]}
    company.move("sale", ORDER, order, "sign", **form)
    company.decide("money", "agree")
    return order


def stage(company: Company, order: str) -> str:
    """The key of the order's state."""
    return str(company.record(ORDER, order)["stage"])


def titles(company: Company, order: str) -> list[str]:
    """What there is to do for an order."""
    place = f"/apps/fulfilment/tables/step_task/records?filter=订单='{order}'"
    found = cast(list[Json], company.ask("root", "GET", place)["records"])
    return [str(cast(Json, each["values"])["title"]) for each in found]
