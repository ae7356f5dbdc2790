"""Reads of the outbox: mails, campaigns, the choices of readers, the mailboxes of the example."""
