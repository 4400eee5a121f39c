"""Questions that come and answers that go by mail."""
