package io.nerest.detector.torchscript;

/**
 * Options of the module for inference.
 *
 * @param bf16 whether weights and convolutions are bfloat16; the head's last convolutions stay float32
 * @param fused whether convolution and activation are one oneDNN operation, which exists only on CPUs
 * @param bytes whether images are uint8 of 0 to 255, as Nerest's own engine passes them, or floats of 0 to 1, as in every
 *     export and in the reference
 */
public record ServingOptions(boolean bf16, boolean fused, boolean bytes) {
    /** Float32 of images of 0 to 1, for any device: the form of exports. */
    public static final ServingOptions FLOAT32 = new ServingOptions(false, false, false);

    /** Bfloat16 of images of 0 to 1, for any device. */
    public static final ServingOptions BFLOAT16 = new ServingOptions(true, false, false);
}
