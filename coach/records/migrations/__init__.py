"""The log's tables through time; shipped with the package and run when the log is opened."""
