"""The amounts of a form in 万元: systems export some in 元, and the county's forms print 万元."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.model.form_rows import copied
from jixiao.model.quantity import assume_unit, convert
from jixiao.model.value import Value

WAN = "万元"
_AMOUNTS = ("initial", "budget", "executed", "forecast")


def in_wan(form: Form) -> Form:
    """Give the form with its amounts in 万元, exactly; one that says no unit, or says 万元, stays as it is."""
    unit = form.money_unit.text or WAN
    if unit == WAN:
        return form
    made = copied(form)
    for line in made.funding:
        for name in _AMOUNTS:
            setattr(line, name, _converted(getattr(line, name), unit))
    made.money_unit = Value(WAN)
    return made


def _converted(value: Value, unit: str) -> Value:
    """An amount without a unit of its own is in that of the form; what is no amount stays."""
    quantity = convert(assume_unit(value.quantity, unit), WAN) if value else None
    if quantity is None or quantity.number is None or value.quantity.upper is not None:
        return value
    text = f"{quantity.number:f}"
    return Value(text.rstrip("0").rstrip(".") if "." in text else text)
