package io.nerest.cli.export;

import java.nio.file.Path;
import java.util.Locale;

/** Export formats. ONNX and TorchScript take the same images: RGB floats of 0 to 1, [batch, 3, height, width]. */
public enum ExportFormat {
    /** An ONNX graph of opset 17; predictions out. */
    ONNX("onnx"),
    /** A TorchScript module; predictions and embeddings out. */
    TORCHSCRIPT("torchscript"),
    /** Safetensors, the format of trained weights. */
    SAFETENSORS("safetensors"),
    /** A state dictionary for {@code torch.load}. */
    PT("pt");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /**
     * Returns the default output file: next to the model, with the precision in its name unless float32, such as
     * {@code best_int8.onnx}.
     */
    Path besides(Path model, String form) {
        String name = model.getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "");
        String suffix = form.equals("fp32") ? "" : "_" + form;
        return model.resolveSibling(name + suffix + "." + extension);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
