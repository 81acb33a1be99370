package io.nerest.detector.architecture;

/**
 * A tensor that flows through the network: [batch, channels, height / stride, width / stride], where height and width are
 * those of the picture.
 *
 * @param id its number, unique in the network; the picture is 0
 * @param channels its channels
 * @param stride pixels of the picture between two neighbouring cells
 */
public record Value(int id, int channels, int stride) {}
