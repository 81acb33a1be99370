package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.Overlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of images agree between docs/deploy.md, the overlays, Compose, and what builds the images. */
class ImageNamesTest {
    private static final Pattern INSTALLATION =
            Pattern.compile("(?s)### Install\n.*?```yaml\n(.*?)\n +```", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void theOverlayOfTheInstallationTakesAllImagesFromTheRegistry(String overlay, @TempDir Path temporary)
            throws Exception {
        assumeTrue(hasKustomize(), "kubectl is not installed");
        var installation = INSTALLATION.matcher(SourceTree.text("docs/deploy.md"));
        assertThat(installation.find()).isTrue();
        Path folder = Files.createDirectory(temporary.toRealPath().resolve("installation"));
        // Kustomize takes a folder of this machine by a path relative to the overlay's.
        String resource = folder.relativize(SourceTree.KUBERNETES.toRealPath().resolve("overlays/" + overlay))
                .toString();
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                installation.group(1).stripIndent().replace("github.com/you/nerest//k8s/overlays/cpu", resource));

        Process kustomize = new ProcessBuilder("kubectl", "kustomize", folder.toString()).start();
        String text = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(kustomize.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kustomize.waitFor()).as(errors).isZero();
        assertThat(imagesOfServices(Overlay.of(overlay, text)))
                .hasSameSizeAs(SourceTree.SERVICES)
                .allSatisfy(image -> assertThat(image).startsWith("registry.example.org/nerest/"));
    }

    @Test
    void whatBuildsTheImagesForGpusUsesTheNamesOfTheOverlayAndOfCompose() throws Exception {
        Set<String> overlay =
                imagesOfServices(Overlay.read(SourceTree.KUBERNETES.resolve("rendered/gpu.yaml"))).stream()
                        .filter(image -> image.contains("-gpu:"))
                        .collect(Collectors.toCollection(TreeSet::new));
        JsonNode services =
                new YAMLMapper().readTree(SourceTree.text("docker-compose.yml")).path("services");
        String dockerfile = SourceTree.text("docker/Dockerfile.gpu");
        String script = SourceTree.text("scripts/build-images.sh");

        assertThat(overlay).containsExactly("nerest/scoring-gpu:0.1.0", "nerest/trainer-gpu:0.1.0");
        for (String target : List.of("scoring", "trainer")) {
            assertThat(services.path(target + "-gpu").path("image").asText())
                    .isEqualTo("${NEREST_IMAGES:-nerest}/" + target + "-gpu:${NEREST_TAG:-0.1.0}");
            assertThat(dockerfile).contains("FROM ${SERVICES}/" + target + ":${SERVICES_TAG} AS " + target + "\n");
        }
        assertThat(dockerfile).doesNotContain("FROM nerest/");
        assertThat(script)
                .contains(
                        "for target in scoring trainer; do\n    build docker/Dockerfile.gpu \"$target\""
                                + " \"$images/$target-gpu:$tag\" --build-arg \"SERVICES=$images\" --build-arg \"SERVICES_TAG=$tag\"");
    }

    private static Set<String> imagesOfServices(Overlay overlay) {
        return overlay.objects().stream()
                .filter(object -> SourceTree.SERVICES.contains(
                        object.path("metadata").path("name").asText()))
                .map(object ->
                        object.at("/spec/template/spec/containers/0/image").asText())
                .filter(image -> !image.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
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
