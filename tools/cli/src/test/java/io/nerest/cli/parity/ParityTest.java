package io.nerest.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.golden.SharedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityTest {

    @Test
    void everyCheckAgainstTheReferenceHolds() throws IOException {
        Path golden = SharedFiles.require("golden");
        List<Check> checks = new ArrayList<>();

        Parity.run(golden, checks::add);

        assertThat(checks).hasSizeGreaterThan(30).allMatch(Check::holds, "holds");
    }

    @Test
    void aNanDifferenceNeverHolds() {
        LargestDifference largest = new LargestDifference();
        largest.absolute(Float.NaN, 1, "here");
        largest.absolute(1, 1, "there");

        Check check = largest.check("something", 1);

        assertThat(check.holds()).isFalse();
        assertThat(check.line()).startsWith("FAIL").contains("here");
    }

    @Test
    void theLargestDifferenceIsReportedWithItsPlace() {
        LargestDifference largest = new LargestDifference();
        largest.relative(1.1, 1, "first");
        largest.relative(3, 2, "second");
        largest.relative(100, 101, "third");

        assertThat(largest.check("something", 0.4)).isEqualTo(new Check("something", 0.5, 0.4, "second"));
    }

    @Test
    void arraysOfNumpyAreReadAsFloats(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.npy");
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(-2).putFloat(1e9f);
        Files.write(file, npy("<f4", "(3,)", data.array()));
        assertThat(new NumpyFile(file).floats()).containsExactly(1.5f, -2, 1e9f);

        data.clear();
        data.putShort((short) 0x3e00).putShort((short) 0xc000);
        Files.write(file, npy("<f2", "(2, 1)", Arrays.copyOf(data.array(), 4)));
        assertThat(new NumpyFile(file).floats()).containsExactly(1.5f, -2);

        Files.write(file, npy("|u1", "(2,)", new byte[] {1, (byte) 255}));
        assertThat(new NumpyFile(file).floats()).containsExactly(1, 255);
        assertThat(new NumpyFile(file).bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, (byte) 255}));
    }

    @Test
    void arraysOf16BitIntegersAreReadAsFloats(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.npy");
        ByteBuffer data = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 7).putShort((short) -1).putShort(Short.MAX_VALUE);
        Files.write(file, npy("<i2", "(3,)", data.array()));

        assertThat(new NumpyFile(file).floats()).containsExactly(7, -1, 32_767);
    }

    @Test
    void aFileWithoutAnArrayIsRejected(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), new byte[40]);

        assertThatThrownBy(() -> new NumpyFile(file).floats())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.npy");
    }

    private static byte[] npy(String type, String shape, byte[] data) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
        byte[] text = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length + data.length)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0})
                .put(text)
                .put(data)
                .array();
    }
}
