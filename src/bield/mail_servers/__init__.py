"""Bield beside a mail server: it marks what passes (milter), and answers what people forward to
it (mailbox).

Both speak the server's own protocols, read in processes of their own, and never lose a mail: what
they cannot do they leave to the server, which keeps the mail and tries again.
"""
