package io.nerest.detector.weights;

import io.nerest.detector.pickle.PickleWriter;
import io.nerest.system.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a {@code .pt} that {@code torch.load(file, weights_only=True)} opens: a dictionary of {@code state_dict} (tensors
 * under the reference's names), {@code names} (class names by id), and the rest of the metadata as text.
 */
public final class TorchStateFile {
    private static final String ROOT = "archive/";

    private TorchStateFile() {}

    /**
     * Writes all tensors and the metadata. The write is atomic.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Weights weights) throws IOException {
        AtomicFile.write(file, channel -> {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ZipOutputStream zip = new ZipOutputStream(stream);
            store(zip, "data.pkl", ByteBuffer.wrap(pickle(weights)));
            store(zip, "byteorder", ByteBuffer.wrap("little".getBytes(StandardCharsets.US_ASCII)));
            int key = 0;
            for (WeightTensor tensor : weights.tensors().values()) {
                store(zip, "data/" + key++, tensor.data());
            }
            store(zip, "version", ByteBuffer.wrap("3\n".getBytes(StandardCharsets.US_ASCII)));
            zip.finish();
            stream.flush();
        });
    }

    private static byte[] pickle(Weights weights) {
        PickleWriter pickle = new PickleWriter().emptyDictionary().mark();
        for (Map.Entry<String, String> entry : new TreeMap<>(weights.metadata()).entrySet()) {
            if (!entry.getKey().equals(WeightsMetadata.NAMES)) {
                pickle.text(entry.getKey()).text(entry.getValue());
            }
        }
        List<String> names = WeightsMetadata.names(weights.metadata()).orElse(List.of());
        pickle.text(WeightsMetadata.NAMES).emptyDictionary().mark();
        for (int id = 0; id < names.size(); id++) {
            pickle.integer(id).text(names.get(id));
        }
        pickle.setItems();
        pickle.text("state_dict").orderedDictionary().mark();
        int key = 0;
        for (WeightTensor tensor : weights.tensors().values()) {
            pickle.text(tensor.name())
                    .tensor(
                            tensor.type(),
                            tensor.shape(),
                            StridedView.contiguous(tensor.shape()).strides(),
                            Integer.toString(key++));
        }
        return pickle.setItems().setItems().finish();
    }

    private static void store(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content.duplicate());
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.remaining());
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        byte[] part = new byte[1 << 16];
        while (content.hasRemaining()) {
            int length = Math.min(part.length, content.remaining());
            content.get(part, 0, length);
            zip.write(part, 0, length);
        }
        zip.closeEntry();
    }
}
