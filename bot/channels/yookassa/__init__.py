"""YooKassa: links by which an invoice is paid with a card or otherwise (2.1, 5)."""
