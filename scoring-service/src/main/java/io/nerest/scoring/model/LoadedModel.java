package io.nerest.scoring.model;

import io.nerest.detector.inference.Detector;

/**
 * A model that is ready to look at frames.
 *
 * @param modelId as it was published
 * @param loadMillis from the store to a verified network
 * @param warmUpMillis until its first inferences were over
 */
public record LoadedModel(String modelId, Detector detector, int imgsz, double loadMillis, double warmUpMillis) {}
