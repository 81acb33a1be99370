package io.nerest.counting.passage;

/** Which way a line was crossed. */
public enum Direction {
    /** From the left of the line to its right, for an observer at its first end who faces its second end. */
    IN,
    /** From its right to its left. */
    OUT
}
