"""Time capsules: instances as former versions of this software left them, with what they scored and reported."""
