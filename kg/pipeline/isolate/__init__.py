"""Work in processes of its own, with limits on memory, processor time and wall clock for each piece of it.

A `Pool` starts one helper process that loads lexicons and dictionaries once; from it a worker is forked for each core,
which takes one task after the other. A document that crashes its reader, runs away or eats memory is its own failure:
it ends its worker, a new one takes its place, and the others build. What fails in a worker that has done other work
before is tried once more in a fresh one, so that no answer depends on what was read before it. A worker answers in
plain bytes, which nothing unpickles, so a file that takes over its reader goes no further than that worker. Fork
happens in the helper, which has one thread; of the caller's process, which may have many, only where that asks for it
and has one.

tasks   what is to be done, and what it may use
frames  what goes through the pipes
worker  inside a worker
helper  inside the helper
helpers its process, started or forked
pool    the caller's side
"""

from kg.pipeline.isolate.pool import Pool, each
from kg.pipeline.isolate.tasks import UNLIMITED, Answers, Each, Limits, Prepare, Task, Work

__all__ = ["UNLIMITED", "Answers", "Each", "Limits", "Pool", "Prepare", "Task", "Work", "each"]
