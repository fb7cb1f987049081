"""The mail filters that Bield is measured beside: Debian's SpamAssassin and rspamd."""
