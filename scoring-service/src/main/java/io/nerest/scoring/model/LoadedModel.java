package io.nerest.scoring.model;

import io.nerest.detector.inference.Detector;

/**
 * A model that is loaded and warmed up.
 *
 * @param imgsz longer side of an image in the network, in pixels
 * @param loadMillis from the start of the download to the verified network
 * @param warmUpMillis the first inferences
 */
public record LoadedModel(String modelId, Detector detector, int imgsz, double loadMillis, double warmUpMillis) {}
