"""A package (docx, xlsx) written anew with some parts changed: all others stay byte for byte, packed as they were."""

from __future__ import annotations

import posixpath
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from jixiao.read.archive import Archive
from jixiao.write.markup import Markup, escaped
from jixiao.write.zipped import LOCAL, Entry, packed, zip_file

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS_SPACE}"/>'
).encode()


class Package:
    """An opened package and the parts of it that are changed or new."""

    def __init__(self, archive: Archive, data: bytes) -> None:
        self.archive = archive
        self._data = data
        self._changed: dict[str, tuple[str, bytes]] = {}  # names are compared without case, as packages do

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._changed or member in self.archive

    def read(self, member: str) -> bytes:
        """Give the bytes of an XML part as they are now."""
        changed = self._changed.get(member.lower())
        return changed[1] if changed else self.archive.read_xml(member)

    def put(self, member: str, data: bytes) -> None:
        """Change a part or add one."""
        self._changed[member.lower()] = member, data

    def related(self, part: str, kind: str) -> str | None:
        """Give the first existing part that a part names as one of this kind (comments, styles …)."""
        relations = self.archive.relations(part)
        return next((each.target for each in relations if each.kind == kind and each.target in self), None)

    def relate(self, part: str, kind: str, member: str) -> str:
        """Let a part name another one; `kind` is the whole address of the kind. Gives the id of the relationship."""
        folder, base = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", base + ".rels")
        markup = Markup(self.read(listing) if listing in self else _NO_RELATIONS)
        used = {element.get("Id") for element in markup.root}
        name = next(name for number in range(1, len(used) + 2) if (name := f"rIdNote{number}") not in used)
        target = escaped(posixpath.relpath(member, folder or "."))
        space = _space(markup, _RELATIONS_SPACE)
        markup.append(markup.root, f'<Relationship{space} Id="{name}" Type="{kind}" Target="{target}"/>')
        self.put(listing, markup.spliced())
        return name

    def declare(self, member: str, content_type: str) -> None:
        """Tell the type of a new part."""
        self._add_type(f'Override{{}} PartName="/{escaped(member)}" ContentType="{content_type}"')

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Tell the type of all parts with an ending, where it is not told yet."""
        known = {element.get("Extension", "").lower() for element in Markup(self.read(_TYPES)).root}
        if ending not in known:
            self._add_type(f'Default{{}} Extension="{ending}" ContentType="{content_type}"')

    def packed(self) -> bytes:
        """Give the package as bytes."""
        with ZipFile(BytesIO(self._data)) as old:
            entries = [self._entry(member) for member in old.infolist()]
        new = [packed(ZipInfo(name), data) for name, data in self._changed.values() if name not in self.archive]
        return zip_file(entries + new)

    def free_name(self, pattern: str) -> str:
        """Give the first name that no part has; `pattern` holds {} for a number."""
        return next(name for number in range(1, 1 << 16) if (name := pattern.format(number)) not in self)

    def _add_type(self, element: str) -> None:
        markup = Markup(self.read(_TYPES))
        markup.append(markup.root, f"<{element.format(_space(markup, _TYPES_SPACE))}/>")
        self.put(_TYPES, markup.spliced())

    def _entry(self, member: ZipInfo) -> Entry:
        name = member.filename.replace("\\", "/").lstrip("/").lower()
        changed = self._changed.get(name)
        return packed(member, changed[1]) if changed else _copied(member, self._data)


def _copied(info: ZipInfo, data: bytes) -> Entry:
    at = info.header_offset
    lengths = LOCAL.unpack_from(data, at)[-2:]
    start = at + LOCAL.size + sum(lengths)
    content = data[start : start + info.compress_size]
    return Entry(info, info.compress_type, info.CRC, info.file_size, content)


def _space(markup: Markup, namespace: str) -> str:
    """Give the declaration that a new child of the root needs: none where the root's namespace goes on."""
    plain = ":" not in markup.name(markup.root)
    return "" if plain and markup.root.tag.startswith(f"{{{namespace}}}") else f' xmlns="{namespace}"'
