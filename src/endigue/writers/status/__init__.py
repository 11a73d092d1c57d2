"""The public page: a folder of files for any host, or none."""
