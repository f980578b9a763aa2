"""The demonstration: invented organisations in every state, and links that sign in as the people in them."""
