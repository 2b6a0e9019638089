"""The harvest of one source: `harvest_source(job, fetch, sink)`."""

from connectors.harvest.job import HarvestJob, Progress, Sink
from connectors.harvest.source import harvest_source

__all__ = ["HarvestJob", "Progress", "Sink", "harvest_source"]
