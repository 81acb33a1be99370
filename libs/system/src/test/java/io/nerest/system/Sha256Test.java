package io.nerest.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are those of FIPS 180-2, appendix B. */
class Sha256Test {
    private static final String MILLION = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

    @ParameterizedTest
    @CsvSource({
        "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    })
    void digestsTextAndBytes(String text, String expected) {
        assertThat(Sha256.of(text)).isEqualTo(expected);
        assertThat(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    }

    @Test
    void digestsFilesStreamsAndParts(@TempDir Path folder) throws IOException {
        byte[] million = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("million"), million);
        MessageDigest parts = Sha256.digest();
        parts.update(million, 0, 999_999);
        parts.update(million, 999_999, 1);

        assertThat(Sha256.of(file)).isEqualTo(MILLION);
        assertThat(Sha256.of(new ByteArrayInputStream(million))).isEqualTo(MILLION);
        assertThat(HexFormat.of().formatHex(parts.digest())).isEqualTo(MILLION);
    }
}
