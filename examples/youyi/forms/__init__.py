"""Printed forms of money (债务、直达资金、补贴) with what they say, as files of every kind a unit hands in."""
