package io.nerest.detector.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.system.AtomicFile;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * ONNX files of Nerest: metadata under the reference's keys, and a checksum over the rest of the file. Files with a missing
 * or wrong checksum are rejected.
 */
public final class OnnxModelFile {
    static final int OPSET = 17;
    static final String CHECKSUM = "nerest_sha256";
    static final String NAMES = "names";
    static final String IMGSZ = "imgsz";
    /** {@code fp32}, {@code fp16} or {@code int8}. */
    public static final String NUMBERS = "numbers";

    static final String ARCHITECTURE = "architecture";

    private static final int IR_VERSION = 8;
    private static final int MAX_BYTES = 1 << 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private OnnxModelFile() {}

    /** Wraps a graph into a model with metadata. */
    static ModelProto describe(GraphProto graph, TrainedNetwork network, String numbers, OnnxExportOptions options) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("task", "detect");
        metadata.put("stride", Integer.toString(network.description().maxStride()));
        metadata.put(IMGSZ, "[%d, %d]".formatted(network.imgsz(), network.imgsz()));
        metadata.put(NAMES, pythonDictionary(network.classNames()));
        metadata.put("batch", "1");
        metadata.put("dynamic", "True");
        metadata.put(NUMBERS, numbers);
        metadata.put("nms", options.nms() ? "True" : "False");
        metadata.put(ARCHITECTURE, network.description().name());
        return sealed(ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("nerest")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .addAllMetadataProps(entries(metadata))
                .build());
    }

    /** Returns the model with a checksum over the rest of it. */
    public static ModelProto sealed(ModelProto model) {
        ModelProto bare = withoutChecksum(model);
        return bare.toBuilder()
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(CHECKSUM).setValue(Sha256.of(bare.toByteArray())))
                .build();
    }

    /**
     * Writes a model. The write is atomic.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, ModelProto model) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(model.toByteArray());
        AtomicFile.write(file, channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /**
     * Reads a model that Nerest wrote.
     *
     * @throws UnreadableWeightsException if the file is not ONNX, was not written by Nerest, is damaged, or uses features that
     *     detectors do not use
     * @throws IOException if the file cannot be read
     */
    public static ModelProto read(Path file) throws IOException {
        WeightsReader.requireFile(file);
        if (Files.size(file) > MAX_BYTES) {
            throw new UnreadableWeightsException(file, "is larger than 1 GiB");
        }
        ModelProto model;
        try {
            CodedInputStream input = CodedInputStream.newInstance(Files.readAllBytes(file));
            input.setRecursionLimit(16);
            model = ModelProto.parseFrom(input);
        } catch (InvalidProtocolBufferException broken) {
            throw new UnreadableWeightsException(file, "is not a valid ONNX file: " + broken.getMessage(), broken);
        }
        String recorded = metadata(model).getOrDefault(CHECKSUM, "");
        if (recorded.isEmpty()) {
            throw new UnreadableWeightsException(
                    file, "is ONNX that another program wrote, or a damaged file; export it anew from its weights");
        }
        if (!recorded.equals(Sha256.of(withoutChecksum(model).toByteArray()))) {
            throw new UnreadableWeightsException(file, "is damaged: its checksum is not the one recorded");
        }
        Optional<String> problem = OnnxModelCheck.problem(model);
        if (problem.isPresent()) {
            throw new UnreadableWeightsException(file, problem.get());
        }
        return model;
    }

    /**
     * Returns whether a file may be ONNX: it starts with the field of the format's version.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean looksLike(Path file) throws IOException {
        WeightsReader.requireFile(file);
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] beginning = stream.readNBytes(9);
            boolean safetensors = beginning.length == 9 && beginning[8] == '{';
            return !safetensors
                    && beginning.length > 1
                    && beginning[0] == 0x08
                    && beginning[1] > 0
                    && beginning[1] < 32;
        }
    }

    /** Returns the metadata by key. */
    public static Map<String, String> metadata(ModelProto model) {
        return model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey,
                        StringStringEntryProto::getValue,
                        (first, second) -> second,
                        TreeMap::new));
    }

    /** Returns class names by id, from the literal of a Python dictionary that the reference and {@link #describe} write. */
    public static List<String> classNames(ModelProto model) {
        try {
            String json = metadata(model).getOrDefault(NAMES, "{}").replaceAll("(?<=[{,] ?)(\\d+):", "\"$1\":");
            Map<String, String> byId = JSON.readerForMapOf(String.class).readValue(json);
            return IntStream.range(0, byId.size())
                    .mapToObj(id -> byId.getOrDefault(Integer.toString(id), "class" + id))
                    .toList();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the metadata '" + NAMES + "' holds no class names by id", broken);
        }
    }

    private static String pythonDictionary(List<String> names) {
        try {
            StringBuilder literal = new StringBuilder("{");
            for (int id = 0; id < names.size(); id++) {
                literal.append(id == 0 ? "" : ", ")
                        .append(id)
                        .append(": ")
                        .append(JSON.writeValueAsString(names.get(id)));
            }
            return literal.append('}').toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static ModelProto withoutChecksum(ModelProto model) {
        ModelProto.Builder bare = model.toBuilder().clearMetadataProps();
        model.getMetadataPropsList().stream()
                .filter(entry -> !entry.getKey().equals(CHECKSUM))
                .forEach(bare::addMetadataProps);
        return bare.build();
    }

    private static List<StringStringEntryProto> entries(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> StringStringEntryProto.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(entry.getValue())
                        .build())
                .toList();
    }
}
