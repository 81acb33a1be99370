package io.nerest.detector.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    @Test
    void writtenTensorsAreReadBackBitForBit() throws IOException {
        // Given
        WeightTensor kernel =
                WeightTensor.ofFloats("model.0.conv.weight", new long[] {2, 1, 1, 2}, new float[] {1, -2, 3.5f, 0});
        ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 42);
        WeightTensor counter = new WeightTensor("model.0.bn.num_batches_tracked", TensorType.I64, new long[0], count);
        Path file = folder.resolve("tiny.safetensors");

        // When
        SafetensorsFile.write(file, new Weights(List.of(kernel, counter), Map.of("names", "[\"лосось\"]")));

        // Then
        Weights read = SafetensorsFile.read(file);
        assertThat(read.tensors().keySet()).containsExactly(kernel.name(), counter.name());
        assertThat(read.tensors().get(kernel.name()).toFloats()).containsExactly(1, -2, 3.5f, 0);
        assertThat(read.tensors().get(kernel.name()).shape()).containsExactly(2, 1, 1, 2);
        assertThat(read.tensors().get(counter.name()).data().getLong(0)).isEqualTo(42);
        assertThat(read.metadata()).containsExactly(Map.entry("names", "[\"лосось\"]"));
        assertThat(folder.toFile().list()).containsExactly("tiny.safetensors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}|product overflows",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,8]}}|needs 16 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000],\"data_offsets\":[0,4000000]}}|take 4000000 bytes, but 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|begins at 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-1],\"data_offsets\":[0,8]}}|negative",
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]}}|unknown type 'F33'",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|begins at 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|not valid JSON at byte",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}|not valid JSON at byte",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}|START_OBJECT",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}|lacks its shape",
            })
    void inconsistentHeaderIsRejected(String header, String reason) throws IOException {
        Path file = fileOf(header.getBytes(StandardCharsets.UTF_8), header.length(), 8);

        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void headerLongerThanTheFileIsRejectedBeforeAllocation() throws IOException {
        Path file = fileOf("{}".getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE, 0);

        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(UnreadableWeightsException.class)
                .hasMessageContaining("claims a header of 9223372036854775807 bytes in a file of 10");
    }

    private Path fileOf(byte[] header, long claimedLength, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(claimedLength).put(header);
        return Files.write(folder.resolve("hostile.safetensors"), bytes.array());
    }
}
