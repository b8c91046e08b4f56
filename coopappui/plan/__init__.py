"""Kernels of what is printed and exported: workbooks and PDF. Knows no model."""

import os

# Rows are streamed through et_xmlfile, which openpyxl uses when lxml is absent or, as here, declined.
os.environ.setdefault("OPENPYXL_LXML", "False")
