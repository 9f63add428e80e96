"""The line from the sources to the results: read, parse, encode, merge, validate, render, publish."""

from kktei.pipeline.line import BuildOutcome, Choices, build

__all__ = ["BuildOutcome", "Choices", "build"]
