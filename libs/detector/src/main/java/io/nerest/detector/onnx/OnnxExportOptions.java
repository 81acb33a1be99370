package io.nerest.detector.onnx;

/**
 * The form of an exported graph.
 *
 * @param pixels whether pictures come in as uint8 of 0 to 255, or as floats of 0 to 1
 * @param half whether weights and convolutions are binary16; boxes are computed in float32 all the same
 * @param embedding whether a second output gives the pooled features of each picture
 * @param nms whether the graph ends with non-maximum suppression
 * @param conf score that a detection must exceed, where {@code nms}
 * @param iou overlap above which a detection is suppressed, where {@code nms}
 * @param maxDet most detections of a picture, where {@code nms}
 */
public record OnnxExportOptions(
        Pixels pixels, boolean half, boolean embedding, boolean nms, float conf, float iou, int maxDet) {

    /** How pictures come into the graph. */
    public enum Pixels {
        UINT8,
        FLOAT
    }

    /** As the reference exports: floats in, one output, no suppression. */
    public static final OnnxExportOptions DEFAULT =
            new OnnxExportOptions(Pixels.FLOAT, false, false, false, 0.25f, 0.7f, 300);

    /** As the engines of this project serve: bytes in, predictions and embeddings out. */
    public static final OnnxExportOptions SERVING =
            new OnnxExportOptions(Pixels.UINT8, false, true, false, 0.25f, 0.7f, 300);

    public OnnxExportOptions {
        if (!(conf >= 0 && conf <= 1) || !(iou >= 0 && iou <= 1) || maxDet < 1) {
            throw new IllegalArgumentException(
                    "conf and iou must be 0 to 1 and max_det at least 1, not conf=%s iou=%s max_det=%d"
                            .formatted(conf, iou, maxDet));
        }
    }

    public OnnxExportOptions withHalf(boolean other) {
        return new OnnxExportOptions(pixels, other, embedding, nms, conf, iou, maxDet);
    }

    public OnnxExportOptions withNms(boolean other) {
        return new OnnxExportOptions(pixels, half, embedding, other, conf, iou, maxDet);
    }
}
