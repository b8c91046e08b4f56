"""The filters of the tableaux de suivi."""
