"""The exercise engine: from poses to repetitions, faults, scores and cues. No I/O."""
