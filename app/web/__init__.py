"""Pages and API over HTTP: requests are read, the domain is called, answers are rendered."""
