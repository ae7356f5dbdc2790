"""The living example: the dialogue of 2011–2012. Facts are real; all that acts is invented."""
