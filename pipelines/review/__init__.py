"""Review: what a person needs to judge a quarantined document.

A second reading by readers that share no code with the first, who erred by the comparison of both,
the page regions under suspicion as pictures, and the list of all that is held. Takes readings and
verdicts; knows nothing of the star, the warehouse or Dagster.
"""

from pipelines.review.reviewing import review
from pipelines.review.second_reading import quarantined, second_store, take_again

__all__ = ["quarantined", "review", "second_store", "take_again"]
