"""Inputs of every kind, changed at random, through the same functions as the commands (`make fuzz`, `make kill`)."""
