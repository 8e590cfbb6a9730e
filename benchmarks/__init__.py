"""Speed and size, measured against others on the same notes in the same run: `make bench`."""
