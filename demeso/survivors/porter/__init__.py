"""The porter: knows which number and PIN belong to which access, and counts tries.

It runs in the job process, with a pepper and a file of its own. The web process asks
it through a socket; no other table, log or copy holds a number, a PIN or a digest.
"""
