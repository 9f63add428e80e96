"""Results to ``output/``, whole or not at all, and nothing deleted that kktei did not make."""

from kktei.publish.hosting import HostedFiles, host_findings, hosted, mega
from kktei.publish.lock import one_build_at_a_time
from kktei.publish.mark import listed, stands
from kktei.publish.place import check_place, within
from kktei.publish.staging import Staging, prepare

__all__ = [
    "HostedFiles",
    "Staging",
    "check_place",
    "host_findings",
    "hosted",
    "listed",
    "mega",
    "one_build_at_a_time",
    "prepare",
    "stands",
    "within",
]
