"""The ways to reach people outside the product: one module each, a row of `kinds.CHANNEL_KINDS`."""
