"""What supervisors see and steer, and the desk's own housekeeping."""
