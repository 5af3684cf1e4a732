"""House tests: what linters cannot see. One topic a file, each proved to fail."""
