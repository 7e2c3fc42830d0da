"""What leaves a visit on paper: the visit note, the report of progress, tables of the figures."""
