package io.nerest.detector.architecture;

/**
 * A tensor in the network: [batch, channels, height / stride, width / stride], where height and width are
 * those of the image.
 *
 * @param id its number, unique in the network; the image is 0
 * @param channels its channels
 * @param stride pixels of the image between two neighbouring cells
 */
public record Value(int id, int channels, int stride) {}
