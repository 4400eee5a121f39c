"""The e-mail desk: mail read from the desks' mailboxes, understood, taken in; and what is sent."""
