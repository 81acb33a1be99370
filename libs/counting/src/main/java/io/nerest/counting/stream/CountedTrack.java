package io.nerest.counting.stream;

import io.nerest.counting.track.Track;

/**
 * A track that has ended.
 *
 * @param fish whether it was counted
 */
public record CountedTrack(Track track, boolean fish) {}
