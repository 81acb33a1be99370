package io.nerest.selector.comparison;

/** What two models found on one labelled frame. */
record MatchedPair(FrameMatches a, FrameMatches b) {}
