package io.nerest.detector.torchscript;

/**
 * Options of the module for inference.
 *
 * @param bf16 whether weights and convolutions are bfloat16; the head's last convolutions stay float32
 * @param fused whether convolution and activation are one oneDNN operation, which exists only on CPUs
 */
public record ServingOptions(boolean bf16, boolean fused) {
    /** Float32, for any device. */
    public static final ServingOptions FLOAT32 = new ServingOptions(false, false);

    /** Bfloat16, for any device. */
    public static final ServingOptions BFLOAT16 = new ServingOptions(true, false);
}
