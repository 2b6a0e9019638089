"""The identities of a budget's tables (勾稽), each way of applying a rule a function."""

from connectors.datasets.budget.checks.doubts import is_doubtful
from connectors.datasets.budget.checks.evaluate import evaluate

__all__ = ["evaluate", "is_doubtful"]
