"""Workers: processes of their own in which documents are read, many side by side.

A document may crash or hang its reader or eat all memory; that costs this document and no other.
"""
