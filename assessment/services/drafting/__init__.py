"""The workshop of questionnaire editors: versions in the making, from the first draft to their publication."""
