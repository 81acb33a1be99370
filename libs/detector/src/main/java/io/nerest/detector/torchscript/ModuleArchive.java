package io.nerest.detector.torchscript;

import io.nerest.detector.pickle.PickleWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript modules without torch: a zip of stored entries with the module's object as a pickle, its class
 * as source, and the bytes of its tensors. The layout is that of {@code torch/csrc/jit/docs/serialization.md}.
 */
public final class ModuleArchive {
    /** File format of libtorch 2.x. Loading converts no operators. */
    private static final String FORMAT = "10\n";

    private ModuleArchive() {}

    /**
     * Writes a module.
     *
     * @param file replaced if it exists
     * @param className name of its class, {@code __torch__.}className in the source
     * @param methods source of its methods
     * @param tensors its attributes, all of them buffers
     */
    public static void write(Path file, String className, String methods, List<ModuleTensor> tensors)
            throws IOException {
        PickleWriter pickle = new PickleWriter()
                .beginObject("__torch__", className)
                .text("training")
                .bool(true);
        for (int i = 0; i < tensors.size(); i++) {
            ModuleTensor tensor = tensors.get(i);
            pickle.text(tensor.name()).tensor(tensor.type(), tensor.shape(), tensor.strides(), Integer.toString(i));
        }
        byte[] object = pickle.endObject().finish();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", ByteBuffer.wrap(object));
            put(zip, "code/__torch__.py", utf8(classSource(className, methods, tensors)));
            put(
                    zip,
                    "constants.pkl",
                    ByteBuffer.wrap(new PickleWriter().emptyTuple().finish()));
            put(zip, "version", utf8(FORMAT));
            put(zip, "byteorder", utf8("little"));
            for (int i = 0; i < tensors.size(); i++) {
                put(zip, "data/" + i, tensors.get(i).data());
            }
        }
    }

    private static String classSource(String className, String methods, List<ModuleTensor> tensors) {
        StringBuilder source = new StringBuilder("class " + className + "(Module):\n  __parameters__ = []\n");
        source.append("  __buffers__ = [");
        tensors.forEach(tensor -> source.append('"').append(tensor.name()).append("\", "));
        source.append("]\n  training : bool\n");
        tensors.forEach(tensor -> source.append("  ").append(tensor.name()).append(" : Tensor\n"));
        return source.append(methods).toString();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ZipOutputStream zip, String name, ByteBuffer data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(data.duplicate());
        ZipEntry entry = new ZipEntry("module/" + name);
        entry.setTime(0);
        entry.setSize(data.remaining());
        entry.setCompressedSize(data.remaining());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
        zip.closeEntry();
    }
}
