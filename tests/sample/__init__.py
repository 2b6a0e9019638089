"""The sample county holds what it promises."""
