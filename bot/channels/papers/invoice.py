"""An invoice as PDF: requisites, what is billed, sum in words, VAT, until when, payment code, signatures.

It is written in Russian whatever its reader speaks: it is a paper for Russian accounting.
"""

from io import BytesIO
from zoneinfo import ZoneInfo

from bot.channels.papers import payment_code
from bot.channels.papers.paper import LINE, Column, Paper, shown
from bot.rules.money import payment_code as payment_code_rules
from bot.rules.money import russian
from bot.rules.money.invoices import Invoice
from bot.rules.money.requisites import Requisites
from bot.rules.money.sum_words import in_words
from bot.rules.money.vat import Rate

CODE = 42.0
"""Millimetres of a side of the payment code."""
_COLUMNS = (
    Column("№", 6, "C"),
    Column("Услуга", 58),
    Column("Кол-во", 10, "R"),
    Column("Ед.", 8, "C"),
    Column("Цена, руб.", 16, "R"),
    Column("Сумма, руб.", 16, "R"),
)


def file_name(invoice: Invoice) -> str:
    """Return what the file is called."""
    return f"Счёт {invoice.name}.pdf"


def made(invoice: Invoice, zone: ZoneInfo) -> bytes:
    """Make the PDF. It takes a while: not in the loop."""
    issued = invoice.issued_at.astimezone(zone)
    title = f"Счёт на оплату № {invoice.name} от {russian.long_date(issued.date())}"
    paper = Paper(title, issued)
    _bank(paper, invoice.requisites)
    paper.gap(6)
    paper.say(title, bold=True, size=13)
    paper.rule()
    sides(paper, invoice, "Регламент технической поддержки, раздел 5")
    billed(paper, invoice, "Всего к оплате:")
    _conditions(paper, invoice)
    _foot(paper, invoice, purpose(invoice, zone))
    return paper.made()


def purpose(invoice: Invoice, zone: ZoneInfo) -> str:
    """Say what a payment is for, as a payment order does: the number is what it is known by."""
    day = f"{invoice.issued_at.astimezone(zone):%d.%m.%Y}"
    what = f"Оплата по счёту {invoice.name} от {day}, {_service(invoice)}"
    return f"{what}. {_capital(russian.vat(invoice.vat_rate, invoice.vat_kopecks))}".replace("\u00a0", " ")


def _service(invoice: Invoice) -> str:
    return f"техническая поддержка, тариф «Расширенный», {russian.months(invoice.months)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _bank(paper: Paper, payee: Requisites) -> None:
    """Draw the block from which a payment order is typed off."""
    lines = (
        (f"{payee.bank}\nБанк получателя", "БИК\nК/с", f"{payee.bic}\n{payee.correspondent_account or '—'}"),
        (f"ИНН {payee.inn}, КПП {payee.kpp or '—'}\n{payee.name}\nПолучатель", "Р/с", payee.account),
    )
    with paper.pdf.table(
        col_widths=(56, 10, 34), first_row_as_headings=False, line_height=LINE, padding=1.2, text_align="LEFT"
    ) as table:
        for line in lines:
            row = table.row()
            for cell in line:
                row.cell("\n".join(shown(part) for part in cell.split("\n")))


def sides(paper: Paper, invoice: Invoice, basis: str) -> None:
    """Say who bills whom, and on which basis."""
    payee = invoice.requisites
    paper.labelled("Исполнитель:", _side(payee.name, payee.inn, payee.kpp, payee.address))
    paper.labelled("Заказчик:", _side(invoice.company, invoice.inn, invoice.kpp, invoice.address))
    paper.labelled("Основание:", basis, bold=False)
    paper.gap(2)


def _side(name: str, inn: str, kpp: str | None, address: str | None) -> str:
    return ", ".join(filter(None, (name, f"ИНН {inn}", f"КПП {kpp}" if kpp else None, address)))


def billed(paper: Paper, invoice: Invoice, whole: str) -> None:
    """Say what is billed, for how much and with which VAT; `whole` names the sum."""
    total = russian.amount(invoice.kopecks)
    paper.table(_COLUMNS, [("1", _capital(_service(invoice)), "1", "усл.", total, total)])
    paper.gap(2)
    rate = invoice.vat_rate
    vat = (
        ("Без НДС:", "—")
        if rate is Rate.NONE
        else (f"В том числе НДС {rate.percent} %:", russian.amount(invoice.vat_kopecks))
    )
    paper.totals((("Итого:", total), vat, (whole, total)))
    paper.gap(2)
    paper.say(f"Всего наименований 1, на сумму {total} руб.")
    paper.say(f"{in_words(invoice.kopecks)}, {russian.vat(rate, invoice.vat_kopecks)}", bold=True)


def _conditions(paper: Paper, invoice: Invoice) -> None:
    paper.rule()
    last = russian.long_date(invoice.valid_until)
    paper.say(f"Счёт действителен до {last} включительно. Оплата означает согласие с регламентом.")
    paper.say("Тариф действует со дня оплаты. Если оплаченный период ещё идёт, он продлевается со своего конца.")
    paper.say(f"В назначении платежа укажите, пожалуйста, номер счёта: {invoice.name}.")
    paper.gap(5)


def _foot(paper: Paper, invoice: Invoice, said: str) -> None:
    """Put the payment code beside the signatures, all on one page."""
    paper.needs(CODE + 14)
    payee, pdf = invoice.requisites, paper.pdf
    top, left = pdf.get_y(), pdf.l_margin
    code = payment_code.picture(payment_code_rules.payload(payee, invoice.kopecks, said))
    pdf.image(BytesIO(code), left, top, CODE, CODE)
    paper.font(7)
    pdf.set_xy(left, top + CODE)
    pdf.multi_cell(CODE, 3.4, "Оплата по QR-коду в приложении банка", align="C", new_x="LMARGIN", new_y="NEXT")
    paper.font()
    pdf.set_y(top + 6)
    beside = left + CODE + 10
    for title, name in ((payee.signatory_title, payee.signatory), ("Главный бухгалтер", payee.accountant)):
        if name:
            paper.signature(title, name, beside, paper.width - CODE - 10)
