"""Help: pages for anyone; no login, no cookie, no script needed."""
