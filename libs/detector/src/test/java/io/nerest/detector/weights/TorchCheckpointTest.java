package io.nerest.detector.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.golden.GoldenFiles;
import io.nerest.detector.tensor.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchCheckpointTest {
    private static final String TENSOR =
            "}X\1\0\0\0actorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\n" + "X\1\0\0\0"
                    + "0X\3\0\0\0cpuK%ctQ";

    @TempDir
    Path folder;

    /** The file is a pickled module tree in the layout of torch.save; its generator lies beside it. */
    @Test
    void pickledModuleTreeIsReadUnderTheNamesOfItsStateDictionary() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("best.pt"), GoldenFiles.bytes("module-checkpoint.pt"));

        // When
        Weights read = WeightsReader.read(file);

        // Then
        assertThat(read.tensors().keySet())
                .hasSize(18)
                .startsWith(
                        "model.0.conv.weight",
                        "model.0.bn.weight",
                        "model.0.bn.bias",
                        "model.0.bn.running_mean",
                        "model.0.bn.running_var",
                        "model.0.bn.num_batches_tracked");
        WeightTensor weight = read.tensor("model.0.conv.weight").orElseThrow();
        assertThat(weight.type()).isEqualTo(TensorType.F16);
        assertThat(weight.shape()).containsExactly(4, 3, 3, 3);
        assertThat(weight.toFloats()).startsWith(-49 / 64f, -12 / 64f, 25 / 64f);
        assertThat(read.tensor("model.1.bn.running_var").orElseThrow().toFloats())
                .containsExactly(1, 2);
        assertThat(read.tensor("model.2.bn.num_batches_tracked").orElseThrow().toFloats())
                .containsExactly(3);
        assertThat(WeightsMetadata.names(read.metadata())).contains(List.of("salmon", "trout"));
        assertThat(read.metadata())
                .containsEntry("architecture", "yolov8n")
                .containsEntry("version", "8.0.0")
                .containsEntry("imgsz", "320")
                .containsEntry("without_activation", "model.2");
    }

    @Test
    void writtenTorchStateIsReadBackBitForBit() throws IOException {
        // Given
        Weights weights = new Weights(
                List.of(
                        WeightTensor.ofFloats("model.0.conv.weight", new long[] {2, 1, 2, 1}, new float[] {1, 2, 3, 4}),
                        WeightTensor.ofFloats("model.0.bn.bias", new long[] {2}, new float[] {-1, 0.5f})),
                Map.of("architecture", "yolov8n", "names", "[\"salmon\",\"trout\"]"));
        Path file = folder.resolve("state.pt");

        // When
        TorchStateFile.write(file, weights);

        // Then
        Weights read = WeightsReader.read(file);
        assertThat(read.metadata()).isEqualTo(weights.metadata());
        assertThat(read.tensors().keySet())
                .containsExactlyElementsOf(weights.tensors().keySet());
        weights.tensors().forEach((name, tensor) -> {
            assertThat(read.tensors().get(name).shape()).isEqualTo(tensor.shape());
            assertThat(read.tensors().get(name).toFloats()).isEqualTo(tensor.toFloats());
        });
    }

    @Test
    void stridedTensorIsReadInLogicalOrder() throws IOException {
        // Given a 2x3 tensor stored column by column
        Path file = archive(TENSOR.replace("%c", "\6") + "K\0K\2K\3\206K\1K\2\206\211NtRs.", 24);

        // When
        Weights read = TorchCheckpoint.read(file);

        // Then
        assertThat(read.tensors().get("a").toFloats()).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%T6K\\0K\\7\\205K\\1\\205\\211NtRs. | claims 7 elements of a storage of 6",
                "%T6K\\4K\\3\\205K\\1\\205\\211NtRs. | reaches element 6 of a storage of 6",
                "%T6K\\0K\\2\\205K\\6\\205\\211NtRs. | reaches element 6 of a storage of 6",
                "%T7K\\0K\\1\\205K\\1\\205\\211NtRs. | claims 7 elements of 4 bytes, but has 24 bytes",
                "%T6K\\0M\\377\\377\\205K\\0\\205\\211NtRs. | claims 65535 elements",
                "%T6K\\0J\\377\\377\\377\\377\\205K\\1\\205\\211NtRs. | negative",
                "%T6K\\0(J\\0\\0\\0\\177J\\0\\0\\0\\177J\\0\\0\\0\\177t(K\\1K\\1K\\1t\\211NtRs. | overflow",
                "cos~system~X\\4\\0\\0\\0echo\\205R. | 'os.system', which is not among the names",
                "}X\\377\\377\\377\\177a. | needs 2147483647 more bytes",
                "}u. | was not set",
                "ib~c~. | instruction 0x69",
                "h\\7. | memo entry 7",
                "}. | holds no tensors",
                "}X\\1\\0\\0\\0aK\\1 | needs 1 more bytes",
                "}}. | left over",
            })
    void invalidPickleIsRejectedWithTheReason(String pickle, String reason) throws IOException {
        String expanded = pickle.replace("%T6", TENSOR.replace("%c", "\6"))
                .replace("%T7", TENSOR.replace("%c", "\7"))
                .replace('~', '\n')
                .translateEscapes();

        assertThatThrownBy(() -> TorchCheckpoint.read(archive(expanded, 24)))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining("hostile.pt")
                .hasMessageContaining(reason);
    }

    @Test
    void compressedArchiveIsRejected() throws IOException {
        // Given
        Path file = folder.resolve("bomb.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("bomb/data.pkl"));
            zip.write(new byte[10_000_000]);
        }

        // When, Then
        assertThat(Files.size(file)).isLessThan(20_000);
        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining("is compressed");
    }

    @ParameterizedTest
    @CsvSource({"a/../../etc/passwd", "/etc/passwd", "a\\..\\b", "C:/x"})
    void entryOutsideTheArchiveIsRejected(String name) throws IOException {
        Path file = folder.resolve("escape.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            store(zip, name, new byte[1]);
        }

        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining("points outside the archive");
    }

    /** An archive of one pickle, in Latin-1 so that a character is a byte, and one storage of floats 0, 1, 2... */
    private Path archive(String pickle, int storageBytes) throws IOException {
        Path file = folder.resolve("hostile.pt");
        ByteBuffer floats = ByteBuffer.allocate(storageBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < storageBytes / 4; i++) {
            floats.putFloat(i * 4, i);
        }
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            store(zip, "hostile/data.pkl", ("\200\2" + pickle).getBytes(StandardCharsets.ISO_8859_1));
            store(zip, "hostile/data/0", floats.array());
        }
        return file;
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
