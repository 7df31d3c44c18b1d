"""What an invoice was found to be for, beside the invoice: orders, agreed prices, and what people say of both."""
