package io.nerest.detector.onnx;

/**
 * The form of an exported graph.
 *
 * @param pixels whether images are uint8 of 0 to 255, or floats of 0 to 1
 * @param half whether weights and convolutions are binary16; boxes are computed in float32 in either case
 * @param embedding whether a second output holds the pooled features of each image
 * @param nms whether the graph ends with non-maximum suppression
 * @param conf minimum score (exclusive), if {@code nms}
 * @param iou overlap above which a detection is suppressed, if {@code nms}
 * @param maxDet maximum number of detections per image, if {@code nms}
 */
public record OnnxExportOptions(
        Pixels pixels, boolean half, boolean embedding, boolean nms, float conf, float iou, int maxDet) {

    /** Number format of the input images. */
    public enum Pixels {
        UINT8,
        FLOAT
    }

    /** The reference's form: floats in, one output, no suppression. */
    public static final OnnxExportOptions DEFAULT =
            new OnnxExportOptions(Pixels.FLOAT, false, false, false, 0.25f, 0.7f, 300);

    /** The form for inference: bytes in, predictions and embeddings out. */
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
