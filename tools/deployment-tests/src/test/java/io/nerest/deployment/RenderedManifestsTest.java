package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.ManifestRules;
import io.nerest.deployment.rules.Overlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rendered overlay keeps all rules, and is what kustomize makes of the sources. */
class RenderedManifestsTest {

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "kind", "cpu", "gpu"})
    void theOverlayKeepsAllRules(String overlay) throws Exception {
        assertThat(ManifestRules.findings(Overlay.read(rendered(overlay)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "kind", "cpu", "gpu"})
    void theRenderedFileIsUpToDate(String overlay) throws Exception {
        assumeTrue(
                hasKustomize(), "kubectl is not installed, so the rendered files are not compared with their sources");
        Process kustomize = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        SourceTree.KUBERNETES.resolve("overlays/" + overlay).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kustomize.waitFor()).isZero();
        // Versions of Kustomize may write the same objects differently.
        assertThat(Overlay.read(rendered(overlay))).as("run k8s/render.sh").isEqualTo(Overlay.of(overlay, text));
    }

    @Test
    void everyOverlayIsRendered() throws Exception {
        try (Stream<Path> overlays = Files.list(SourceTree.KUBERNETES.resolve("overlays"));
                Stream<Path> rendered = Files.list(SourceTree.KUBERNETES.resolve("rendered"))) {
            assertThat(overlays.map(folder -> folder.getFileName() + ".yaml"))
                    .containsExactlyInAnyOrderElementsOf(
                            rendered.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static Path rendered(String overlay) {
        return SourceTree.KUBERNETES.resolve("rendered/" + overlay + ".yaml");
    }

    private static boolean hasKustomize() throws InterruptedException {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
