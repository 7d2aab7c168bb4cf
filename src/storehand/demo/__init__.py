"""A made-up store with planted incidents, written as the export files that a person would download.

catalogue (what there is) → season (what the calendar brings) → levers (what incidents turn) → odds (what is to be
expected) → life (what happens) → one writer for each platform. Same seed, same bytes.
"""
