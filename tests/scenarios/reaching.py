"""Where the hidden values of `tests.scenarios.world` are, and the filters that reach for them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import orjson

from tests.scenarios.world import SECRETS, Probe

RECORDS = "/api/v1/apps/{app}/tables/{table}/records"
RECORD = RECORDS + "/{record}"
DOCUMENT = "/api/v1/apps/{app}/documents/{kind}/{key}"
APP_OPENAPI = "/api/v1/apps/{app}/openapi.json"
FILE = "/api/v1/files/{file}"
FORM_LINK = "/api/v1/apps/{app}/forms/{view}/link"
FORMS = ("lead_public", "lead_form", "contact_form")
MARKET = "/api/v1/market/packages"
TABLES = "/apps/crm/tables"
MOBILE = SECRETS["contact_info"]


def get(path: str, **query: str) -> Probe:
    """A reading request."""
    words = "&".join(f"{name}={quote(text)}" for name, text in query.items())
    return Probe("GET", f"{path}?{words}" if words else path)


def cursor(sort: str, *values: object) -> str:
    """A cursor that the server did not make."""
    return urlsafe_b64encode(orjson.dumps([sort, *values])).decode().rstrip("=")


CUSTOMERS = f"{TABLES}/customer/records"
CONTRACTS = f"{TABLES}/contract/records"
OPPORTUNITIES = f"{TABLES}/opportunity/records"
CUSTOMER = CUSTOMERS + "/{customer}"
GONE = CUSTOMERS + "/{gone}"
CONTRACT = CONTRACTS + "/{contract}"
OPPORTUNITY = OPPORTUNITIES + "/{opportunity}"
FILED = ("/files/{card}", "/files/{draft_card}")
"""The card of a hidden contact, and a file that only its uploader sees."""
HIDDEN_TABLES = ("contact", "lead", "follow_up", "task")

ON_CUSTOMERS = (
    "LEFT(客户联系方式,6)='139876'",
    "LEFT(邮箱,5)='yinmi'",
    "NOT ISBLANK(微信号)",
    "COUNTIF(联系人, LEFT(手机,3)='139')>0",
    "资料完整度>10",
    "contact_info>'1'",
)
"""Filters over hidden fields of the customer itself."""

ON_CONTRACTS = (
    "LEFT(客户.客户联系方式,6)='139876'",
    "LEFT(客户.邮箱,5)='yinmi'",
    "COUNTIF(客户.联系人, LEFT(手机,3)='139')>0",
    "LEFT(商机.主要联系人.手机,3)='139'",
    "客户.关键联系人>''",
    "COUNT(商机.主要联系人.名片)>0",
)
"""Filters that reach hidden fields of the customer along paths."""
IN_HIDDEN = [f"{TABLES}/{table}/records/{{{table}}}" for table in HIDDEN_TABLES]
