"""The type of an argument that names a product."""

import click

from kktei import plugins
from kktei.pipeline.products import PRODUCTS


class Product(click.Choice[str]):
    """The name of a product: one of kktei's, or of those that installed packages add."""

    def __init__(self) -> None:
        super().__init__(PRODUCTS)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Given as it is: also what a package adds."""
        return value if value in plugins.added(plugins.PRODUCTS) else super().convert(value, param, ctx)
