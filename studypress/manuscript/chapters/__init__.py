"""Which files are chapters and in which order: by the list that there is, by the README, or by names and folders."""
