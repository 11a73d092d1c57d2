"""Words that every room shares, and numeric kernels without domain words."""
