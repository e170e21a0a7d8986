"""Word documents: a comment (批注) at the figure of each finding. Only the document and its comments change."""

from __future__ import annotations

import re
from datetime import datetime

from jixiao.read.archive import archive_of
from jixiao.read.formats import docx_names as w
from jixiao.read.source import Source
from jixiao.write.annotate.docx_anchors import Anchors
from jixiao.write.annotate.notes import AUTHOR, INITIALS, Note
from jixiao.write.markup import Markup, escaped
from jixiao.write.package import Package

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = re.compile(rb":comment\w* [^>]*?:id=[\"'](\d+)")


def annotate(source: Source, notes: list[Note], made: datetime) -> bytes:
    """Give the document with the notes as comments."""
    package = Package(archive_of(source), source.data)
    member = package.archive.main_part("word/document.xml")
    document = Markup(package.read(member), {w.STRICT_NAMESPACE: w.NAMESPACE})
    comments = _Comments(package, member, document, made)
    anchors = Anchors(document)
    for note in notes:
        anchors.comment(note.place, comments.add(note))
    package.put(member, anchors.spliced())
    comments.save()
    return package.packed()


class _Comments:
    """The part with the comments of a document, those that were there before included."""

    def __init__(self, package: Package, document_member: str, document: Markup, made: datetime) -> None:
        self._package = package
        self._document_member = document_member
        self._strict = w.STRICT_NAMESPACE.encode() in document.tag(document.root)
        self._date = made.strftime("%Y-%m-%dT%H:%M:%SZ")  # the local time, as Word itself writes it
        self._new: list[str] = []
        self._member = package.related(document_member, "comments")
        self._old = package.read(self._member) if self._member else b""
        self._next = 1 + max(map(int, _ID.findall(document.data + self._old)), default=-1)

    def add(self, note: Note) -> int:
        """Add a comment and give its number."""
        number = self._next + len(self._new)
        lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>' for line in note.lines)
        space = w.STRICT_NAMESPACE if self._strict else w.NAMESPACE
        self._new.append(
            f'<w:comment xmlns:w="{space}" w:id="{number}" w:author="{AUTHOR}" w:date="{self._date}"'
            f' w:initials="{INITIALS}">{lines}</w:comment>'
        )
        return number

    def save(self) -> None:
        """Put the comments into the package."""
        markup = Markup(self._old or self._empty())
        markup.append(markup.root, "".join(self._new))
        self._package.put(self._member or self._add_part(), markup.spliced())

    def _empty(self) -> bytes:
        space = w.STRICT_NAMESPACE if self._strict else w.NAMESPACE
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{space}"/>'.encode()

    def _add_part(self) -> str:
        folder = self._document_member.rpartition("/")[0]
        name = f"{folder}/comments.xml".lstrip("/")
        member = self._package.free_name(f"{folder}/comments{{}}.xml".lstrip("/")) if name in self._package else name
        self._package.declare(member, _CONTENT_TYPE)
        self._package.relate(self._document_member, _STRICT_KIND if self._strict else _KIND, member)
        return member
