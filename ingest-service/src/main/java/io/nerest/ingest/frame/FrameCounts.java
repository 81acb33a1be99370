package io.nerest.ingest.frame;

/**
 * The number of images by outcome, since the first.
 *
 * @param registered images that became frames
 * @param duplicates images whose content the stream already had
 * @param rejected images that cannot become frames
 */
public record FrameCounts(long registered, long duplicates, long rejected) {}
