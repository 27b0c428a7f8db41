"""A corpus of consistent disclosures of invented departments: `make corpus N=10000 OUT=folder`.

Exact accounts (`books`) over the real code lists (`codes`, `chart`) are printed as the nine
statements (`printer`), laid out as a publisher's family does it (`family`, `sheets`), told in a
narrative (`narrative`) and in performance forms (`forms`), and written as text or PDF (`writing`).
The same seed gives the same bytes.
"""
