"""A set of wording by its name or from a file of a county's own: every template read, every name looked up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NoReturn, cast, get_args

from jixiao.check.relations.mistakes import Misread, similar
from jixiao.knowledge.texts import text_named, texts
from jixiao.model.accounts import Measure
from jixiao.write.disclosure.language import FigureSlot, Template, figure_slot, name_of, parse_template, pieces
from jixiao.write.disclosure.wording import (
    CASES,
    Against,
    Block,
    ChartWords,
    CompareWords,
    ListWords,
    Numbers,
    SectionWords,
    Wording,
)
from jixiao.write.disclosure.wording_file import Leaf, Leaves, names, read_leaves

DEFAULT = "sichuan"
EACH = ("general.function", "fund.function", "capital.function", "general.economic", "forms")
_LEVELS = ("类", "款", "项")
_KINDS = {"列表": "list", "列表之外": "list", "比较": "compare", "图": "chart"}


def load_wording(name_or_path: str = DEFAULT) -> Wording:
    """Give a set of wording by its name, or the path of a TOML file or of a folder of them. Raises WordingFailure."""
    return _shipped(name_or_path) if name_or_path in names() else _Loader(name_or_path).wording()


@lru_cache(maxsize=8)
def _shipped(name: str) -> Wording:
    return _Loader(name).wording()


class _Loader:
    """Builds a set from its values; every failure names file, line and key."""

    def __init__(self, name_or_path: str) -> None:
        self.name = name_or_path
        self.leaves: Leaves = read_leaves(name_or_path)
        self.templates: dict[str, str] = {}
        self.used: list[tuple[str, Template]] = []

    def wording(self) -> Wording:
        found = Wording(
            name=self._value("name", self.name),
            label=self._value("label", ""),
            file=next(reversed(self.leaves.values())).file if self.leaves else self.name,
            tables=self._value("tables", DEFAULT),
            forms=self._value("forms", "F-SC"),
            budget=cast(Measure, self._choice("budget", ("budget", "initial_budget"), "budget")),
            cover=self._templates("cover"),
            published=self._template("published"),
            contents=self._value("contents", "目录"),
            numbers=Numbers(**{key: self._value(f"numbers.{key}", None) for key in self._keys("numbers")}),
            sections=tuple(self._sections()),
            lists={name: self._list(f"list.{name}") for name in self._parts("list")},
            compares={name: self._compare(f"compare.{name}") for name in self._parts("compare")},
            charts={name: self._chart(f"chart.{name}") for name in self._parts("chart")},
            terms=self._named("terms"),
            texts=self._named("texts"),
            templates=self.templates,
        )
        self._check_names()
        return found

    # --- values

    def _value(self, key: str, default: Any) -> Any:
        leaf = self.leaves.get(key)
        return default if leaf is None else leaf.value

    def _under(self, prefix: str) -> Iterator[tuple[str, Leaf]]:
        return ((key, leaf) for key, leaf in self.leaves.items() if key.startswith(prefix))

    def _keys(self, part: str) -> list[str]:
        return [key.removeprefix(f"{part}.") for key, _ in self._under(f"{part}.")]

    def _parts(self, kind: str) -> list[str]:
        return list(dict.fromkeys(key.split(".")[1] for key, _ in self._under(f"{kind}.")))

    def _named(self, table: str) -> dict[str, str]:
        return {key.removeprefix(f"{table}."): leaf.value for key, leaf in self._under(f"{table}.")}

    def _is_text(self, name: str) -> bool:
        return text_named(name) is not None or f"texts.{name}" in self.leaves

    def _text_names(self) -> list[str]:
        return [*(text.name for text in texts()), *self._named("texts")]

    def _choice(self, key: str, known: tuple[str, ...], default: str | None) -> str | None:
        value = self._value(key, default)
        if value is not None and value not in known:
            self._fail(key, f"只能是 {'、'.join(known)}，不能是“{value}”")
        return cast("str | None", value)

    def _fail(self, key: str, reason: str) -> NoReturn:
        leaf = self.leaves.get(key)
        if leaf is None:  # the key is missing: the part that lacks it is named by one that it has
            part = key.rpartition(".")[0]
            leaf = next((leaf for other, leaf in self._under(f"{part}.")), Leaf(None, self.name, None))
        raise leaf.fail(key, reason)

    # --- templates

    def _template(self, key: str, needed: bool = False) -> Template:
        text = self._value(key, None)
        if text is None and needed:
            self._fail(key, "没有写")
        return self._parsed(key, text or "", "")

    def _templates(self, key: str) -> tuple[Template, ...]:
        return tuple(self._parsed(key, text, f"第{n}段") for n, text in enumerate(self._value(key, []), 1))

    def _parsed(self, key: str, text: str, where: str) -> Template:
        try:
            template = parse_template(text)
        except Misread as mistake:
            begin = max(0, mistake.offset - 6)
            self._fail(key, f"{where}“{text[begin : mistake.offset + 12]}”处，{mistake.reason}")
        self.templates[f"{key} {where}".strip()] = text
        self.used.append((key, template))
        return template

    def _figure(self, key: str, text: str) -> FigureSlot:
        try:
            return figure_slot(text)
        except Misread as mistake:
            self._fail(key, mistake.reason)

    def _figures(self, key: str) -> tuple[FigureSlot, ...]:
        return tuple(self._figure(key, text) for text in self._value(key, []))

    # --- parts

    def _sections(self) -> Iterator[SectionWords]:
        for name in self._ordered():
            key = f"section.{name}"
            if not self._value(f"{key}.omit", False):
                yield SectionWords(
                    id=name,
                    level=self._value(f"{key}.level", 2),
                    heading=self._template(f"{key}.heading", needed=True),
                    text=self._templates(f"{key}.text"),
                    charts=tuple(self._value(f"{key}.charts", ())),
                    block=cast("Block | None", self._choice(f"{key}.block", get_args(Block), None)),
                    reports=tuple(self._reports(f"{key}.reports")),
                    new_page=self._value(f"{key}.new_page", False),
                )

    def _reports(self, key: str) -> Iterator[str]:
        for name in self._value(key, ()):
            if not self._is_text(name):
                self._fail(key, f"没有名为“{name}”的文字{similar(name, self._text_names())}")
            yield name

    def _ordered(self) -> list[str]:
        """The sections in their order: those that say where they stand are put there."""
        order: list[str] = []
        for name in self._parts("section"):
            after = self._value(f"section.{name}.after", None)
            if after is not None and after not in order:
                self._fail(f"section.{name}.after", f"没有“{after}”这一节{similar(after, order)}")
            order.insert(order.index(after) + 1 if after else len(order), name)
        return order

    def _list(self, key: str) -> ListWords:
        if not self._value(f"{key}.of", None) and not self._value(f"{key}.each", None):
            self._fail(f"{key}.of", "要写 of（列哪些数）或 each（列哪种科目）")
        defaults = ListWords(())
        return ListWords(
            item=self._template(f"{key}.item", needed=True),
            of=self._figures(f"{key}.of"),
            each=self._choice(f"{key}.each", EACH, None),
            level=self._choice(f"{key}.level", _LEVELS, None),
            within=tuple(self._value(f"{key}.within", ())),
            joint=self._value(f"{key}.joint", defaults.joint),
            last=self._value(f"{key}.last", defaults.last),
            zeros=self._value(f"{key}.zeros", False),
        )

    def _compare(self, key: str) -> CompareWords:
        of = self._value(f"{key}.of", None)
        cases = {case: self._template(f"{key}.{case}") for case in CASES if f"{key}.{case}" in self.leaves}
        if "changed" not in cases or "flat" not in cases:
            self._fail(f"{key}.changed", "changed（有增减时怎么说）和 flat（持平时怎么说）都要写")
        return CompareWords(
            against=cast(Against, self._choice(f"{key}.against", get_args(Against), "prior")),
            cases=cases,
            of=self._figure(f"{key}.of", of) if of else None,
            reason=self._template(f"{key}.reason"),
        )

    def _chart(self, key: str) -> ChartWords:
        kind = self._choice(f"{key}.kind", ("column", "pie"), "column")
        name = self._value(f"{key}.list", None)
        if kind == "pie" and name not in self._parts("list"):
            self._fail(f"{key}.list", f"饼图要写明按哪个列表画{similar(name or '', self._parts('list'))}")
        return ChartWords(
            kind="pie" if kind == "pie" else "column",
            caption=self._template(f"{key}.caption", needed=True),
            of=self._figures(f"{key}.of"),
            list=name,
            single=self._value(f"{key}.single", False),
        )

    # --- names

    def _check_names(self) -> None:
        for key, template in self.used:
            for piece in pieces(template):
                name = name_of(piece)
                if piece.kind == "文字":
                    if name is not None and not self._is_text(name):
                        self._fail(key, f"没有名为“{name}”的文字{similar(name, self._text_names())}")
                    continue
                known = self._parts(_KINDS[piece.kind])
                if name not in known:
                    self._fail(key, f"没有 {_KINDS[piece.kind]}.{name}{similar(name or '', known)}")
        for section in self._parts("section"):
            for chart in self._value(f"section.{section}.charts", ()):
                if chart not in self._parts("chart"):
                    self._fail(f"section.{section}.charts", f"没有 chart.{chart}{similar(chart, self._parts('chart'))}")
