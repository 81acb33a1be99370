package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.Overlay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of docs/operate.md suit the objects of the overlays. */
class RunbookTest {
    private static final String TEXT = SourceTree.text("docs/operate.md");
    private static final Map<String, String> SECTIONS = Arrays.stream(TEXT.split("(?m)^## ", -1))
            .skip(1)
            .collect(Collectors.toMap(section -> section.substring(0, section.indexOf('\n')), Function.identity()));
    /** Calls that no other service answers. */
    private static final Pattern CALL_OF_TRAINER =
            Pattern.compile("(GET|POST) /api/(models(/republish|/ID/promote)?|trainings)`");

    @Test
    void everySectionThatCallsTheTrainerSaysHowToStartOne() throws Exception {
        JsonNode trainer = overlay("gpu").find("ScaledObject", "trainer").orElseThrow();
        assertThat(trainer.path("spec").path("minReplicaCount").asInt(-1)).isZero();

        List<String> calling = SECTIONS.entrySet().stream()
                .filter(section -> CALL_OF_TRAINER.matcher(section.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(calling).contains("A model is worse than the one before", "Restore", "A scoring pod has no model");
        assertThat(calling)
                .filteredOn(title -> !title.equals("Call the trainer"))
                .allSatisfy(title -> assertThat(SECTIONS.get(title)).contains("(#call-the-trainer)"));
        assertThat(SECTIONS.get("Call the trainer"))
                .contains("kubectl annotate scaledobject trainer autoscaling.keda.sh/paused-replicas=1")
                .contains("kubectl annotate scaledobject trainer autoscaling.keda.sh/paused-replicas-");
    }

    @Test
    void oneTrainerRunsWithoutGpus() throws Exception {
        JsonNode trainer = overlay("cpu").find("ScaledObject", "trainer").orElseThrow();

        assertThat(trainer.path("spec").path("minReplicaCount").asInt()).isOne();
    }

    @Test
    void scaledObjectsArePausedBeforeServicesStop() {
        String stop = SECTIONS.getOrDefault("Stop and start all services", "");

        assertThat(stop.indexOf("kubectl annotate scaledobject --all autoscaling.keda.sh/paused-replicas=0"))
                .isPositive()
                .isLessThan(stop.indexOf("kubectl scale"));
        assertThat(SECTIONS.get("Restore")).contains("(#stop-and-start-all-services)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "kind", "cpu", "gpu"})
    void stoppingSelectsTheServicesAndNoServer(String name) throws Exception {
        List<String> selected = overlay(name).objects().stream()
                .filter(object -> object.path("metadata")
                        .path("labels")
                        .path("nerest.io/service")
                        .asText()
                        .equals("true"))
                .map(object -> object.path("metadata").path("name").asText())
                .toList();

        assertThat(selected).containsExactlyInAnyOrderElementsOf(SourceTree.SERVICES);
        Matcher stops = Pattern.compile("kubectl scale [^`\n]*--replicas 0").matcher(TEXT);
        assertThat(stops.results())
                .isNotEmpty()
                .allSatisfy(stop -> assertThat(stop.group()).contains("--selector nerest.io/service=true"));
    }

    private static Overlay overlay(String name) throws Exception {
        return Overlay.read(SourceTree.KUBERNETES.resolve("rendered/" + name + ".yaml"));
    }
}
