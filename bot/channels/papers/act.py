"""An act as PDF: what was done in a paid period, for how much, and who signs. It looks like its invoice."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.channels.papers.invoice import billed, sides
from bot.channels.papers.paper import LINE, Paper
from bot.rules.money import russian
from bot.rules.money.acts import Act
from bot.rules.money.invoices import Invoice

_DONE = (
    "Услуги за период с {first} по {last} оказаны полностью и в срок. "
    "Заказчик по объёму, качеству и срокам оказания услуг претензий не имеет."
)


def file_name(act: Act) -> str:
    """Return what the file is called."""
    return f"Акт {act.name}.pdf"


def made(act: Act, invoice: Invoice, period: tuple[date, date], zone: ZoneInfo) -> bytes:
    """Make the PDF; the last day belongs to the period. It takes a while: not in the loop."""
    title = f"Акт № {act.name} от {russian.long_date(act.issued_on)}"
    issued = invoice.issued_at.astimezone(zone)
    paper = Paper(title, datetime.combine(act.issued_on, time(), zone))
    paper.say(title, bold=True, size=13)
    paper.rule()
    sides(paper, invoice, f"Счёт № {invoice.name} от {russian.long_date(issued.date())}")
    billed(paper, invoice, "Всего оказано услуг на сумму:")
    paper.rule()
    first, last = map(russian.long_date, period)
    paper.say(_DONE.format(first=first, last=last))
    paper.gap(8)
    _signatures(paper, invoice)
    return paper.made()


def _signatures(paper: Paper, invoice: Invoice) -> None:
    """Put those who sign one below the other: names may be long."""
    paper.needs(8 * LINE)
    payee = invoice.requisites
    paper.say("Исполнитель", bold=True)
    paper.gap(4)
    paper.signature(payee.signatory_title, payee.signatory)
    paper.say("Заказчик", bold=True)
    paper.gap(4)
    paper.signature("Должность, подпись", "Фамилия, инициалы")
