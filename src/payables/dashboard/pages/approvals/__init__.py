"""Who decides over an invoice: the pane beside it, one's own queue, policies, stand-ins and notices."""
