"""Make the inputs of the benchmark: forms of 22 rows and 9 columns, merged both ways, and a workbook of tables.

    python bench/make_inputs.py [DIR]     (default: build/bench)

The forms are written as docx, xlsx and PDF. The PDF twins need LibreOffice; without it they are left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the writers that the tests use

from layouts import Sheet  # noqa: E402
from word_writer import Look, docx  # noqa: E402
from writers import workbook, xlsx  # noqa: E402

FORMS = 20
TABLES, TABLE_ROWS, TABLE_COLUMNS = 13, 62, 9  # the 13 tables of a county's final accounts (决算公开表)
LOOK = Look(size=9, margin=50, centred=True)
LEVELS = {
    "产出指标": {"数量指标": 3, "质量指标": 2, "时效指标": 1, "成本指标": 1},
    "效益指标": {"社会效益指标": 2, "可持续影响指标": 1},
    "满意度指标": {"服务对象满意度指标": 1},
}
WORK = ["农村道路养护", "基层文化设施维修", "食品安全抽检", "残疾人康复补助", "城市绿化管护"]
THINGS = ["养护里程", "维修处数", "抽检批次", "验收合格率", "资金发放及时率", "完成时间", "项目总成本", "就业带动人数",
          "便民程度", "长效机制健全情况", "群众满意度"]  # fmt: skip
Row = list[tuple[str, int, int]]


def form(seed: int) -> Sheet:
    """Give a self-evaluation form (自评表); points and total do not add up, so that the check has something to say."""
    random = Random(seed)
    sheet = Sheet(9, [*head(random), *funding(random), *goal(), *indicators(random)])
    sheet.before = ["项目支出绩效自评表", f"（{random.choice([2022, 2023, 2024])}年度）"]
    return sheet


def head(random: Random) -> list[Row]:
    return [
        [("项目名称", 2, 1), (f"{random.choice(WORK)}专项经费", 7, 1)],
        [("主管部门", 2, 1), ("示例县财政局", 3, 1), ("实施单位", 1, 1), ("示例县公路养护中心", 3, 1)],
    ]


def funding(random: Random) -> list[Row]:
    budget = random.randrange(2000, 90000)
    spent = budget * random.choice([85, 93, 100]) // 100
    amounts = [f"{budget / 100:.2f}", f"{budget / 100:.2f}", f"{spent / 100:.2f}"]
    rate = f"{spent / budget * 100:.2f}%"
    header = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    total = [*amounts, "10", rate, f"{spent / budget * 10:.2f}"]
    rows: list[Row] = [[("项目资金（万元）", 1, 5), ("", 2, 1), *cells(header)]]
    rows.append([("年度资金总额", 2, 1), *cells(total)])
    rows.append([("其中：当年财政拨款", 2, 1), *cells([*amounts, "—", rate, "—"])])
    rows += [[(label, 2, 1), *cells(["0.00", "0.00", "0.00", "—", "", "—"])] for label in ("上年结转资金", "其他资金")]
    return rows


def goal() -> list[Row]:
    expected = "完成全县农村道路日常养护任务，保障道路安全畅通，改善沿线群众的出行条件，提高公共服务水平。"
    actual = "全年养护任务全部完成，道路安全畅通，沿线群众出行更加方便，公共服务水平有所提高。"
    return [
        [("年度总体目标", 1, 2), ("预期目标", 4, 1), ("实际完成情况", 4, 1)],
        [(expected, 4, 1), (actual, 4, 1)],
    ]


def indicators(random: Random) -> list[Row]:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows: list[Row] = [[("绩效指标", 1, 12), *cells(header)]]
    names = iter(THINGS)
    for level1, seconds in LEVELS.items():
        first: Row = [(level1, 1, sum(seconds.values()))]
        for level2, count in seconds.items():
            second: Row = [(level2, 1, count)]
            for _ in range(count):
                rows.append([*first, *second, *indicator(random, next(names))])
                first, second = [], []
    return [*rows, [("总分", 6, 1), ("100", 1, 1), (f"{random.randrange(900, 1000) / 10}", 1, 1), ("", 1, 1)]]


def indicator(random: Random, name: str) -> Row:
    target = random.randrange(50, 900)
    actual = target * random.choice([92, 100, 104]) // 100
    missed = actual < target
    score = f"{8 * actual / target:.2f}" if missed else "8"
    reason = "受汛期影响，部分路段推迟到下一年度实施，将加快进度。" if missed else ""
    return cells([name, f"≥{target}处", f"{actual}处", "8", score, reason])


def cells(texts: list[str]) -> Row:
    return [(text, 1, 1) for text in texts]


def tables(seed: int) -> list[Sheet]:
    """Give the sheets of a workbook of figures, with titles and merged headings."""
    random = Random(seed)
    return [_table(random, number + 1) for number in range(TABLES)]


def _table(random: Random, number: int) -> Sheet:
    rows: list[Row] = [[(f"公开{number:02}表 收入支出决算表", TABLE_COLUMNS, 1)], [("项目", 2, 1), ("决算数", 7, 1)]]
    for row in range(TABLE_ROWS - 2):
        figures = [f"{random.randrange(1, 9_000_000) / 100:.2f}" for _ in range(TABLE_COLUMNS - 2)]
        rows.append(cells([f"{2_080_000 + row}", f"社会保障和就业支出第{row}项", *figures]))
    return Sheet(TABLE_COLUMNS, rows)


def make(folder: Path) -> None:
    """Write the files that are not there yet."""
    if (folder / "complete").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FORMS):
        sheet = form(number)
        (folder / f"form-{number:02}.docx").write_bytes(docx(sheet, LOOK))
        (folder / f"form-{number:02}.xlsx").write_bytes(xlsx(sheet))
    (folder / "tables.xlsx").write_bytes(workbook(tables(7)))
    print_to_pdf(sorted(folder.glob("*.docx")), folder)
    (folder / "complete").touch()


def print_to_pdf(files: list[Path], folder: Path) -> None:
    """Write a PDF beside each Word file in one call of LibreOffice, if it is installed."""
    office = shutil.which("soffice")
    if office is None:
        return
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    shutil.rmtree(folder / "profile", ignore_errors=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "bench")
