package io.nerest.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.golden.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void aDifferenceThatIsNoNumberNeverHolds() {
        Worst worst = new Worst();
        worst.absolute(Float.NaN, 1, "here");
        worst.absolute(1, 1, "there");

        Check check = worst.check("something", 1);

        assertThat(check.holds()).isFalse();
        assertThat(check.line()).startsWith("FAIL").contains("here");
    }

    @Test
    void theLargestDifferenceIsKeptWithItsPlace() {
        Worst worst = new Worst();
        worst.relative(1.1, 1, "first");
        worst.relative(3, 2, "second");
        worst.relative(100, 101, "third");

        assertThat(worst.check("something", 0.4)).isEqualTo(new Check("something", 0.5, 0.4, "second"));
    }

    @Test
    void aFileThatIsNoArrayIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, new byte[40]);
        assertThatThrownBy(() -> NumpyArray.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.npy");

        byte[] header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] bytes = new byte[10 + header.length + 20];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0}, 0, bytes, 0, 10);
        System.arraycopy(header, 0, bytes, 10, header.length);
        Files.write(file, bytes);
        assertThatThrownBy(() -> NumpyArray.read(file)).hasMessageContaining("20 bytes");
    }
}
