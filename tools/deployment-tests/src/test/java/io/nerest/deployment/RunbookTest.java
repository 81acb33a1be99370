package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.ListedSecrets;
import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.Overlay;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Test
    void portForwardsNameServicesAndDeploymentsThatExist() throws Exception {
        Overlay operators = overlay("cpu");
        Set<String> existing = Stream.concat(overlay("minimal").objects().stream(), operators.objects().stream())
                .filter(object -> object.path("kind").asText().equals("Service"))
                .map(object -> "service/" + name(object))
                .collect(Collectors.toCollection(TreeSet::new));
        existing.add("service/" + only(operators, "Cluster") + "-rw");
        existing.add("deployment/" + only(operators, "Kafka") + "-kafka-exporter");

        List<String> forwarded = Pattern.compile("port-forward ((service|deployment)/[a-z0-9-]+)")
                .matcher(TEXT)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(forwarded).contains("service/nerest-postgres-rw", "service/postgres", "service/kafka");
        assertThat(existing).containsAll(forwarded);
    }

    @Test
    void thePodsOfKafkaAreThoseOfTheNodePool() throws Exception {
        Overlay operators = overlay("cpu");
        String prefix = only(operators, "Kafka") + "-" + only(operators, "KafkaNodePool") + "-";

        assertThat(SECTIONS.get("Commands on Compose and Kubernetes"))
                .contains("`" + prefix + "0`", "data-0-" + prefix)
                .contains("kubectl exec kafka-0 ");
        assertThat(overlay("minimal").find("StatefulSet", "kafka")).isPresent();
    }

    @Test
    void secretsAndKeysOfTheBackupExist() throws Exception {
        Map<String, Set<String>> listed = new HashMap<>(ListedSecrets.all());
        listed.put(only(overlay("cpu"), "Cluster") + "-app", Set.of("username", "password"));

        List<MatchResult> used = Pattern.compile("(?<!get )secret (nerest-[a-z0-9-]+) '?([a-z0-9.\\\\-]+)")
                .matcher(SECTIONS.getOrDefault("Commands on Compose and Kubernetes", ""))
                .results()
                .toList();

        assertThat(used)
                .hasSizeGreaterThan(4)
                .allSatisfy(secret -> assertThat(listed.getOrDefault(secret.group(1), Set.of()))
                        .contains(secret.group(2).replace("\\", "")));
    }

    @Test
    void composeGetsItsSecretsByTheNamesOfItsEnvironment() {
        String text = SECTIONS.getOrDefault("Commands on Compose and Kubernetes", "");
        List<String> passed = Pattern.compile("-e ([A-Z_]+)(?=[ =])")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        String exported = text.lines()
                .filter(line -> line.startsWith("export NEREST_ACCESS_TOKEN=\"$ACCESS_TOKEN\""))
                .findFirst()
                .orElse("");

        assertThat(passed).contains("QUARKUS_DATASOURCE_PASSWORD", "NEREST_ACCESS_TOKEN");
        assertThat(exported).contains(passed).contains("$POSTGRES_PASSWORD");
        assertThat(SourceTree.text("docker/example.env")).contains("\nPOSTGRES_PASSWORD=\n", "\nACCESS_TOKEN=\n");
    }

    private static String only(Overlay overlay, String kind) {
        List<String> names = overlay.objects().stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .map(RunbookTest::name)
                .toList();
        assertThat(names).hasSize(1);
        return names.get(0);
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static Overlay overlay(String name) throws Exception {
        return Overlay.read(SourceTree.KUBERNETES.resolve("rendered/" + name + ".yaml"));
    }
}
