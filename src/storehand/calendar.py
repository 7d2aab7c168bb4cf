"""Days, weeks, comparisons, festivals and big sales of a shop. Pure: today's date comes in as an argument."""
