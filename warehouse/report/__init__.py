"""The report of a run (运行报告), for a person with a browser and for programs."""

from warehouse.report.summary import Summary, run_summary
from warehouse.report.write import write_report

__all__ = ["Summary", "run_summary", "write_report"]
