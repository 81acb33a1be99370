package io.nerest.detector.probe;

import static io.nerest.detector.probe.SpeedProbeTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeCacheTest {
    private static final ProbeResult RESULT =
            new ProbeResult(KEY, "onnx-fp32", Map.of("onnx-fp32", 27.0, "torchscript-fp32", 16.0));

    @TempDir
    Path folder;

    @Test
    void resultOfAnotherProcessIsFound() {
        new ProbeCache(folder.resolve("new")).store(RESULT);

        assertThat(new ProbeCache(folder.resolve("new")).find(KEY)).contains(RESULT);
    }

    @Test
    void resultOfOtherCircumstancesIsNotReturned() {
        ProbeCache cache = new ProbeCache(folder);
        cache.store(RESULT);
        ProbeKey otherLibraries =
                new ProbeKey("inference", "cpu", KEY.processor(), "libtorch 9", "yolov8n", 640, 16, 1);

        assertThat(cache.find(otherLibraries)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1, 2]",
                "null",
                "{\"key\": null, \"choice\": \"onnx-fp32\", \"imagesPerSecond\": {}}",
                "{\"choice\": \"\\u0000\", \"imagesPerSecond\": {\"a\": \"many\"}}"
            })
    void damagedFileIsIgnoredAndReplaced(String content) throws IOException {
        new ProbeCache(folder).store(RESULT);
        Files.writeString(file(), content);

        assertThat(new ProbeCache(folder).find(KEY)).isEmpty();
        new ProbeCache(folder).store(RESULT);
        assertThat(new ProbeCache(folder).find(KEY)).contains(RESULT);
    }

    @Test
    void unwritableFolderKeepsTheResultInMemory() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        ProbeCache cache = new ProbeCache(notAFolder);

        cache.store(RESULT);

        assertThat(cache.find(KEY)).contains(RESULT);
    }

    @Test
    void folderIsTheOneOfTheEnvironmentElseTheUsersCache() {
        assertThat(ProbeCache.folder(Map.of("NEREST_CACHE_DIR", "/somewhere"))).isEqualTo(Path.of("/somewhere"));
        assertThat(ProbeCache.folder(Map.of())).endsWith(Path.of(".cache", "nerest"));
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
