"""What happens over time: automations, approvals, to-dos, and the runs that carry them."""
