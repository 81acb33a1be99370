package io.nerest.cli.count;

/**
 * The result of one stream.
 *
 * @param name of the video's or the folder's name
 * @param frames that were processed
 * @param seconds of the video
 */
record StreamCount(String name, int frames, double seconds, int fish, int in, int out) {}
