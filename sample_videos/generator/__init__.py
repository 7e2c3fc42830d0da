"""Developer tool that draws the clips in ``sample_videos`` and writes their exact ground truth."""
