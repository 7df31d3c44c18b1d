"""The business rules of EN 16931: which of the bundled stylesheets judge a document, and the process that runs them."""
