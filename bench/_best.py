"""The fewest repeated encounters that any search of ours has found where the bound is not reached, however long it took."""

from bench._instances import Instance

BEST: dict[Instance, int] = {}
