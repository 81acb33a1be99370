package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetDemoDataTest {
    @Test
    void framesOfAllCamerasAreInterleavedAndKeepTheirOrder() {
        List<String> frames = List.of("a0", "a1", "a2", "a3", "b0", "b1");

        List<String> played = DatasetDemoData.interleaved(frames, frame -> frame.substring(0, 1)).stream()
                .map(DatasetDemoData.Shot::frame)
                .toList();

        assertThat(played).containsExactly("a0", "b0", "a1", "a2", "b1", "a3");
    }
}
