"""A department's year as a job: its folder read and scored, begun, made into papers, frozen."""
