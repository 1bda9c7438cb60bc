"""The other face: everything a script, cron, the prompt and the message of the day need."""
