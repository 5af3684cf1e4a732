"""The tests: one folder mirrors each app; house/ guards how we write."""
