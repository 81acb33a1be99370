package io.nerest.detector.torchscript;

/**
 * How a network is written for serving.
 *
 * @param bf16 whether weights are kept and convolutions computed in bfloat16; the head's last ones stay float32
 * @param fused whether convolution and activation are one operation of oneDNN, which exists on CPUs alone
 */
public record ServingOptions(boolean bf16, boolean fused) {
    /** Float32, for any device. */
    public static final ServingOptions FLOAT32 = new ServingOptions(false, false);

    /** Bfloat16, for any device. */
    public static final ServingOptions BFLOAT16 = new ServingOptions(true, false);
}
