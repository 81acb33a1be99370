package io.nerest.detector.weights;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nerest.system.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The <a href="https://github.com/huggingface/safetensors#format">safetensors</a> format: eight bytes of header length, a
 * JSON header with name, type, shape and position of every tensor, then the elements, little-endian and without gaps.
 *
 * <p>Files are untrusted: no more is allocated than the file contains, and a header that contradicts the file, the
 * format, or itself is rejected.
 */
public final class SafetensorsFile {
    /** Headers of supported networks have less than 100 kB; a larger one is rejected. */
    static final int MAX_HEADER_BYTES = 16 << 20;

    private static final int LENGTH_BYTES = 8;
    private static final int ALIGNMENT = 8;
    private static final JsonFactory JSON = new JsonFactory();

    private SafetensorsFile() {}

    /**
     * Reads every tensor, in the order of the file, and the text of {@code __metadata__}.
     *
     * @throws UnreadableWeightsException if the file is not a valid safetensors file
     * @throws IOException if the file cannot be read
     */
    public static Weights read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long fileSize = channel.size();
            if (fileSize < LENGTH_BYTES) {
                throw new UnreadableWeightsException(
                        file, "has %d bytes, too few for the header's length".formatted(fileSize));
            }
            long headerSize =
                    fill(channel, ByteBuffer.allocate(LENGTH_BYTES), file).getLong(0);
            if (headerSize < 2 || headerSize > Math.min(MAX_HEADER_BYTES, fileSize - LENGTH_BYTES)) {
                throw new UnreadableWeightsException(
                        file,
                        "claims a header of %s bytes in a file of %d"
                                .formatted(Long.toUnsignedString(headerSize), fileSize));
            }
            byte[] headerText =
                    fill(channel, ByteBuffer.allocate((int) headerSize), file).array();
            SafetensorsHeader header = SafetensorsHeader.parse(file, headerText, fileSize - LENGTH_BYTES - headerSize);

            List<WeightTensor> tensors = new ArrayList<>(header.entries().size());
            for (SafetensorsHeader.Entry entry : header.entries()) {
                channel.position(LENGTH_BYTES + headerSize + entry.begin());
                ByteBuffer data = fill(channel, ByteBuffer.allocate((int) (entry.end() - entry.begin())), file);
                tensors.add(new WeightTensor(entry.name(), entry.type(), entry.shape(), data));
            }
            return new Weights(tensors, header.metadata());
        }
    }

    /** Returns whether a file starts like a safetensors file: a plausible header length, then an opening brace. */
    static boolean looksLike(ByteBuffer beginning, long fileSize) {
        if (beginning.remaining() <= LENGTH_BYTES) {
            return false;
        }
        ByteBuffer little = beginning.slice().order(ByteOrder.LITTLE_ENDIAN);
        long headerSize = little.getLong(0);
        return headerSize >= 2 && headerSize <= fileSize - LENGTH_BYTES && little.get(LENGTH_BYTES) == '{';
    }

    /**
     * Writes all tensors and the metadata. The write is atomic.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Weights weights) throws IOException {
        byte[] header = header(weights);
        AtomicFile.write(file, channel -> {
            writeFully(
                    channel,
                    ByteBuffer.allocate(LENGTH_BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(0, header.length));
            writeFully(channel, ByteBuffer.wrap(header));
            for (WeightTensor tensor : weights.tensors().values()) {
                writeFully(channel, tensor.data());
            }
        });
    }

    private static byte[] header(Weights weights) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (!weights.metadata().isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : new TreeMap<>(weights.metadata()).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (WeightTensor tensor : weights.tensors().values()) {
                long end = begin + tensor.data().remaining();
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, end}, 0, 2);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        while ((bytes.size() + LENGTH_BYTES) % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, Path file) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new UnreadableWeightsException(file, "became shorter while it was read", new EOFException());
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
