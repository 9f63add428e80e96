"""Results to ``output/``, whole or not at all."""

from kktei.publish.lock import one_build_at_a_time
from kktei.publish.staging import Staging, clean_up

__all__ = ["Staging", "clean_up", "one_build_at_a_time"]
