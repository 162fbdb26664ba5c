"""What lies in deploy/: the image, compose, the unit of systemd."""
