"""WhatsApp template messages by the Cloud API: the text is what the template's body takes."""

from __future__ import annotations

from workflow.channels.sending import Json, Sending, post_json, require_phone

BASE = "https://graph.facebook.com/v21.0"


def send(sending: Sending) -> None:
    """The provider has taken the message. Raises Undelivered."""
    parameters = [
        {"type": "text", "text": text}
        for text in ([sending.title, sending.text] if sending.title else [sending.text])
    ]
    template: Json = {
        "name": sending.option("template"),
        "language": {"code": sending.option("language", "en")},
        "components": [{"type": "body", "parameters": parameters}],
    }
    body: Json = {
        "messaging_product": "whatsapp",
        "to": number_of(require_phone(sending)),
        "type": "template",
        "template": template,
    }
    base, sender = sending.option("base", BASE), sending.option("sender")
    headers = {"Authorization": f"Bearer {sending.parts['token']}"}
    post_json(sending, f"{base}/{sender}/messages", body, headers)


def number_of(phone: str) -> str:
    """The number in digits with its country, as the provider wants it.

    >>> number_of("13800138000"), number_of("+49 30 123")
    ('8613800138000', '4930123')
    """
    digits = "".join(sign for sign in phone if sign.isdigit())
    is_mainland = len(digits) == 11 and digits.startswith("1") and not phone.startswith("+")
    return f"86{digits}" if is_mainland else digits
