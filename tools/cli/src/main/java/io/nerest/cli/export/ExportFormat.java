package io.nerest.cli.export;

import java.nio.file.Path;
import java.util.Locale;

/** What a model can be written as. */
public enum ExportFormat {
    /** An ONNX graph of opset 17. */
    ONNX("onnx"),
    /** A TorchScript module that takes bytes and gives predictions and embeddings. */
    TORCHSCRIPT("torchscript"),
    /** The project's own weights format. */
    SAFETENSORS("safetensors"),
    /** A state dictionary for {@code torch.load}. */
    PT("pt");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** Beside the model, with the form in the name where it is not float32: {@code best_int8.onnx}. */
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
