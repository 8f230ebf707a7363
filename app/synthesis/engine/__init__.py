"""The engine that sorts contributions into themes; runs in a process of its own, the only place that knows numpy."""
