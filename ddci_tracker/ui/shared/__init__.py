"""What several screens draw and how they act: charts, lists, drawers, kept drafts, outcomes."""
