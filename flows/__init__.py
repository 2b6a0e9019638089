"""Time, retries and alerts: the only room that knows the clock, the environment and Prefect."""
