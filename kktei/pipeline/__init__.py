"""The line from the sources to the results: read, parse, encode, merge, validate, render, publish."""

from kktei.pipeline.line import Choices, Outcome, build

__all__ = ["Choices", "Outcome", "build"]
