package io.nerest.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.experiments.result.DataRecord;
import io.nerest.training.dataset.DatasetItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderedStreamsTest {
    @TempDir
    Path folder;

    @Test
    void aPoolHasAllCamerasAndValidationIsLater() throws IOException, InterruptedException {
        ExperimentData data = new RenderedStreams(2, 40, 8, 0.5, 1, 128).in(folder);

        assertThat(data.pool()).hasSize(40);
        assertThat(data.validation()).hasSize(8);
        assertThat(data.record().streams())
                .extracting(DataRecord.StreamCount::stream)
                .containsExactly("cam-01", "cam-02");
        Map<String, Instant> last = new HashMap<>();
        data.pool()
                .forEach(
                        frame -> last.merge(frame.item().stream(), frame.capturedAt(), (a, b) -> a.isAfter(b) ? a : b));
        Map<String, Instant> times = CaptureTimes.read(folder.resolve(CaptureTimes.FILE));
        for (DatasetItem item : data.validation()) {
            assertThat(times.get(item.image().getFileName().toString())).isAfter(last.get(item.stream()));
        }
    }

    @Test
    void completeStreamsAreNotRenderedAgain() throws IOException, InterruptedException {
        RenderedStreams streams = new RenderedStreams(1, 4, 1, 0.5, 1, 128);
        ExperimentData first = streams.in(folder);
        Path image = first.pool().get(0).item().image();
        var written = Files.getLastModifiedTime(image);

        ExperimentData second = streams.in(folder);

        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(image)).isEqualTo(written);
    }

    @Test
    void everyFourthCameraHasTheFewestFrames() {
        RenderedStreams streams = new RenderedStreams(6, 1200, 60, 0.7, 1, 448);
        List<Integer> frames = IntStream.range(0, 6).mapToObj(streams::framesOf).toList();

        assertThat(frames.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1200);
        assertThat(frames.get(3))
                .isEqualTo(60)
                .isEqualTo(frames.stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    @Test
    void invalidOptionsAreNamed() {
        assertThatThrownBy(() -> new RenderedStreams(4, 100, 10, 1.5, 1, 448))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--quiet=1.5: must be a number from 0 to 1");
    }
}
