package io.nerest.experiments.offline;

/**
 * What is drawn at the end.
 *
 * @param images whether frames with their detections are written
 * @param video whether a video of each stream is written
 * @param conf least confidence of a detection that is drawn, 0 to 1
 * @param fps frames per second of the videos, above 0
 * @param most most frames; 0 for all
 */
record PredictionSettings(boolean images, boolean video, double conf, double fps, int most) {
    boolean isEnabled() {
        return images || video;
    }
}
