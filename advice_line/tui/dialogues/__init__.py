"""What is pushed over a place and popped again: a question, help, a story, a review, the lock."""
