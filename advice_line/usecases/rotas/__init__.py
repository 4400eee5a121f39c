"""Who answers, and everything that changes it: publications, leave, cover, swaps, locums."""
