"""SharpHound and BloodHound CE collections of a directory: JSON, folders and ZIP archives.

`collection` opens the files, `objects` makes assets, `relations`, `local_rights`, `trusts`
and `certificates` say what each object tells of who can move where, `derived` concludes
what follows from several of them together, and `reader` puts it all together.
"""

from endigue.readers.bloodhound.reader import read

__all__ = ["read"]
