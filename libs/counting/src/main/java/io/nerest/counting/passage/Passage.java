package io.nerest.counting.passage;

/**
 * A fish that crossed the line.
 *
 * @param trackId from 1
 * @param frame the first frame in which the fish was on the other side
 */
public record Passage(int trackId, long frame, Direction direction) {}
