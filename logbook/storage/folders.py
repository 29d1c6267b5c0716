"""Where a logbook can be kept: on a disk of this computer, and where no other program copies it."""

import re
import sys
from pathlib import Path

from logbook.storage.faults import UnsafeFolder

FILE = "logbook.db"
"""The store's name in every folder."""

# fmt: off
_NETWORK = frozenset({
    "9p", "afs", "afpfs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.glusterfs", "fuse.google-drive-ocamlfuse",
    "gfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2",
    "smb3", "smbfs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse", "virtiofs", "webdav",
})
# fmt: on
_SYNCED = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud drive"),
    ("box sync", "Box"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("megasync", "MEGA"),
    ("proton drive", "Proton Drive"),
    ("syncthing", "Syncthing"),
)
"""How a synced folder's name begins, in lower case, and what it is called."""
_MOUNTS = Path("/proc/mounts")


def refuse_unsafe_folder(folder: Path, *, mounts: Path = _MOUNTS) -> None:
    """Locks and the order of writing hold only on a disk of this computer."""
    whole = folder.resolve()
    name = synced_by(whole)
    if name:
        raise _unsafe(whole, f"{name} copies it to other computers while it is open")
    if is_on_network(whole, mounts=mounts):
        raise _unsafe(whole, "it is on a network drive")


def synced_by(folder: Path) -> str:
    """What copies a folder to other computers, as far as its name tells; empty for nothing."""
    for part in folder.parts:
        for start, name in _SYNCED:
            if part.casefold().startswith(start):
                return name
    return ""


def is_on_network(folder: Path, *, mounts: Path = _MOUNTS) -> bool:
    if str(folder).startswith("\\\\"):
        return True
    return sys.platform.startswith("linux") and mount_type(folder, mounts) in _NETWORK


def _unsafe(folder: Path, why: str) -> UnsafeFolder:
    return UnsafeFolder(
        f"A logbook cannot be kept in {folder}: {why}, and entries could be lost. "
        "Choose a folder on this computer's own disk."
    )


def mount_type(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The type of the file system that holds a folder; empty where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    longest, kind = -1, ""
    for line in lines:
        _device, point, found, *_rest = line.split(" ")
        at = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point))
        if folder.is_relative_to(at) and len(at.parts) >= longest:
            longest, kind = len(at.parts), found
    return kind
