"""What companies pay: suppliers, invoices, payments."""
