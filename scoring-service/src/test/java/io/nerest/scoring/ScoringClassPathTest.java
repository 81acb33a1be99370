package io.nerest.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path of the tests contains that of a scoring pod, so that what it lacks a pod lacks too. */
class ScoringClassPathTest {

    /** Artifact file names, and module folders for modules of the same build. */
    private static List<String> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .map(entry -> entry.replace('\\', '/'))
                .map(entry -> entry.endsWith(".jar")
                        ? entry.substring(entry.lastIndexOf('/') + 1)
                        : entry.replaceAll("/target/[^/]*$", "").replaceAll(".*/", ""))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"detector", "pytorch-engine", "onnxruntime", "messaging"})
    void itContainsWhatScoringNeeds(String artifact) {
        assertThat(classPath()).anyMatch(entry -> entry.startsWith(artifact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg", "javacv", "xchart", "training", "charts", "cli", "experiments", "trainer"})
    void itContainsNoVideoNoPlotsAndNoTrainer(String artifact) {
        assertThat(classPath()).noneMatch(entry -> entry.startsWith(artifact));
    }
}
