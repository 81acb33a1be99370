package io.nerest.trainer.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats in which the weights of a model can be downloaded. */
public enum WeightsFormat {
    /** As stored. */
    SAFETENSORS,
    /** An ONNX graph of opset 17 in 32-bit floats; predictions out. */
    ONNX,
    /** A TorchScript module in 32-bit floats; predictions and embeddings out. */
    TORCHSCRIPT,
    /** A state dictionary for {@code torch.load}. */
    PT;

    /** Returns the format of a name; empty if there is none of this name. */
    public static Optional<WeightsFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns the names of all formats, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(WeightsFormat::label).collect(Collectors.joining(", "));
    }

    /** The format's name, which is also the extension of its files: {@code onnx}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
