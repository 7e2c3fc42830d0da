"""What the body is doing: landmarks, angles, camera view. Knows nothing of coaching."""
