"""The year before the invented accounts of golden_accounts.py: what those say of it, said as of its own."""

from __future__ import annotations

from jixiao.check.golden_accounts import base_text

_YEARS = {"2023年": "2022年", "2024年": "2023年", "2025年": "2024年"}
_AMOUNTS = {
    "总计均为1000.50万元": "总计均为900.50万元",
    "总计均为990.50万元": "总计均为900.00万元",
    "财政拨款支出990.50万元": "财政拨款支出900.00万元",
    "支出决算数为990.50万元": "支出决算数为900.00万元",
    "支出决算为3.00万元": "支出决算为4.00万元",
    "费支出决算2.00万元": "费支出决算2.50万元",
    "费支出2.00万元": "费支出2.50万元",
    "公务接待费支出决算1.00万元": "公务接待费支出决算1.50万元",
    "公务接待费支出1.00万元": "公务接待费支出1.50万元",
    "公务接待支出1.00万元": "公务接待支出1.50万元",
    "机关运行经费支出30.00万元": "机关运行经费支出32.00万元",
    "支出600.50万元": "支出500.00万元",
}


def text_of_last_year(replace: dict[str, str] | None = None) -> str:
    """Give the text, some words replaced; only the amounts that this year's text compares with are of that year."""
    text = base_text()
    for old, new in {**_YEARS, **_AMOUNTS, **(replace or {})}.items():
        if old not in text:
            raise ValueError(f"the text has no “{old}”")
        text = text.replace(old, new)
    return text
