"""What companies pay (2.1, 5): suppliers and their requisites, invoices, payments. Sums are kopecks."""
