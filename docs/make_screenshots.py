"""Retake the pictures of the workbench's manual from the example county.

    python docs/make_screenshots.py [name …]

Needs what the tests need (pip install '.[dev]') and Chromium, whose dates and file fields are to be in Chinese too:
on Debian the package chromium-l10n. Without names all pictures are taken anew.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from jixiao.workbench.example.book import example_book  # noqa: E402
from workbench.browsing import browsing, serving  # noqa: E402
from workbench.processes import make_home  # noqa: E402
from workbench.walk import walk  # noqa: E402
from workbench.year_people import Colleague  # noqa: E402

IMAGES = ROOT / "docs" / "images" / "workbench"
WIDTH, TALLEST = 1180, 1500  # pixels
MOST = 120_000  # bytes of a picture


class Picture(NamedTuple):
    """A picture: its file, who looks, and at what: an address, or a filing by step and project; `part` is its place.

    `press` is a link to be followed first.
    """

    name: str
    username: str
    what: str | tuple[str, str]
    part: str = "body"
    press: str = ""


PICTURES = [
    Picture("login", "", "/login/"),
    Picture("tasks", "tianbao1", "/tasks/"),
    Picture("form", "tianbao1", ("绩效自评", "医保经办服务能力提升")),
    Picture("submit", "tianbao3", ("绩效自评", "农村中小学校舍维修改造"), press="核对并报送"),
    Picture("indicators", "tianbao1", "/indicators/?words=满意度"),
    Picture("adjustment", "tianbao1", ("绩效目标", "医保经办服务能力提升"), part="section.way"),
    Picture("approve", "fuze1", ("绩效自评", "医保政策宣传培训经费"), part="section.way"),
    Picture("department", "zhuguan", "/tasks/"),
    Picture("review", "caizheng", ("绩效自评", "医保基金监管工作经费")),
    Picture("alarms", "caizheng", "/alarms/"),
    Picture("notice", "caizheng", ("绩效监控（1—7月）", "农村人居环境整治"), part="#notices"),
    Picture("rechecks", "caizheng", "/rechecks/"),
    Picture("application", "caizheng", "/application/"),
    Picture("overview", "caizheng", "/overview/"),
    Picture("scores", "caizheng", "/overview/scores/"),
    Picture("open-year", "guanli", "/years/open/"),
    Picture("year", "guanli", "/years/", press="禾源县"),
    Picture("projects", "guanli", "/projects/"),
    Picture("changes", "shenji", ("绩效自评", "医保经办服务能力提升"), press="每一格的修改记录"),
    Picture("archive", "shenji", "/archive/"),
    Picture("places", "xitong", "/places/"),
    Picture("accounts", "anquan", "/accounts/"),
    Picture("log", "rizhi", "/log/?unit=3"),
    Picture("public", "", "/public/", press="城乡居民基本医疗保险"),
]


def main(names: list[str]) -> None:
    """Take the pictures of these names, all where there is none."""
    wanted = [each for each in PICTURES if not names or each.name in names]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        home = make_home(Path(folder) / "home")
        (home / "workbench.toml").write_text("demo = true\n", encoding="utf-8")
        walk(home)  # loads the example
        with serving(home) as site:
            for username in dict.fromkeys(each.username for each in wanted):
                options = {"viewport": {"width": WIDTH, "height": 720}}
                person = Colleague(browser, site, username, example_book().password, **options)
                for picture in wanted:
                    if picture.username == username:
                        keep(picture, take(picture, person))
                person.leave()


def take(picture: Picture, person: Colleague) -> bytes:
    """Go where the picture is taken and give it as PNG."""
    if isinstance(picture.what, str):
        person.visitor.go(picture.what)
    else:
        person.open(*picture.what)
    if picture.press:
        person.page.locator("main").get_by_role("link", name=picture.press).first.click()
    person.page.wait_for_load_state("networkidle")
    person.page.evaluate("document.activeElement.blur()")
    shot: bytes = person.page.locator(picture.part).first.screenshot()
    return shot


def keep(picture: Picture, shot: bytes) -> None:
    """Write a picture with as many colours as its size allows."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    for colours in (128, 64, 32, 16):
        written = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() <= MOST:
            break
    (IMAGES / f"{picture.name}.png").write_bytes(written.getvalue())
    print(f"{picture.name}: {image.width}×{image.height}, {written.tell():,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
