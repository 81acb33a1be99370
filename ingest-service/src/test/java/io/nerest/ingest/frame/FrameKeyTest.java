package io.nerest.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameKeyTest {
    @Test
    void aKeyHasAStreamAndANameThatMayContainFolders() {
        assertThat(FrameKey.parse("frames/north/2026/08/a.jpg")).contains(new FrameKey("north", "2026/08/a.jpg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models/north/a.jpg",
                "frames/a.jpg",
                "frames//a.jpg",
                "frames/north/",
                "frames/north/../a",
                "frames/../north/a",
                "frames/north/a\u0000b"
            })
    void anyOtherKeyIsNotAFrameKey(String key) {
        assertThat(FrameKey.parse(key)).isEmpty();
    }
}
