"""Check-ups: standard tests with their protocol, measurement error, norms and real change."""
