"""The manifest of an archive (归档清单): each file with its size and SHA-256, for programs and for `sha256sum -c`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

JSON, TEXT = "manifest.json", "manifest.txt"
FORMAT = 1
CHUNK = 1 << 20  # bytes of a file that are read at once


@dataclass(slots=True)
class Manifest:
    """What an archive holds: of which region and year, when and by which version it was made, its files.

    `missing` names evidence whose file was not in the data folder any more.
    """

    region: str
    year: int
    made: str
    version: str
    hashes: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def adding(self, name: str) -> Adding:
        """Begin a file."""
        return Adding(self, name)

    def files(self) -> dict[str, str]:
        """Give the two files of the manifest by name."""
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.hashes.items()))
        return {JSON: self.to_json(), TEXT: listed}

    @property
    def sha256(self) -> str:
        """Give the hash of the manifest itself: it stands in the log, and ties the archive to it."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Give the manifest for programs."""
        files = {name: {"sha256": self.hashes[name], "size": self.sizes[name]} for name in sorted(self.hashes)}
        told = {"format": FORMAT, "region": self.region, "year": self.year, "made": self.made, "version": self.version}
        return json.dumps({**told, "files": files, "missing": self.missing}, ensure_ascii=False, indent=1)


class Adding:
    """A file on its way into the manifest."""

    def __init__(self, manifest: Manifest, name: str) -> None:
        self.manifest, self.name, self.size, self.digest = manifest, name, 0, hashlib.sha256()

    def add(self, part: bytes) -> None:
        """Take a part of the file in."""
        self.digest.update(part)
        self.size += len(part)

    def end(self) -> None:
        """Put the file into the manifest."""
        self.manifest.hashes[self.name], self.manifest.sizes[self.name] = self.digest.hexdigest(), self.size
