package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nerest.deployment.expected.ScrapeTargets;
import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.Overlay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compose and Kubernetes have the same alerts and dashboards, and both give series the labels that these use. */
class ObservabilityTest {
    private static final String ALERTS = "docker/observability/alerts.yml";
    private static final Path DASHBOARDS = SourceTree.KUBERNETES.resolve("components/monitoring/dashboards");

    /** Labels that the metrics themselves have. */
    private static final Set<String> OF_METRICS = Set.of(
            // The services.
            "topic",
            "reason",
            "state",
            "source",
            "outcome",
            "stream",
            "model",
            // Micrometer: areas of memory, limits of histograms.
            "area",
            "le",
            // Strimzi's Kafka exporter and the kubelet, in Kubernetes alone.
            "consumergroup",
            "namespace",
            "persistentvolumeclaim");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right) ?\\(([a-z_, ]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+) ?(=~|!~|!=|=) ?\"([^\"]*)\"");
    private static final Pattern MESSAGE_LABEL = Pattern.compile("\\$labels\\.([a-z_]+)|\\{\\{ ?([a-z_]+) ?\\}\\}");

    @Test
    void bothScrapeConfigurationsGiveTheLabelsThatAlertsAndDashboardsUse() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String text : expressions()) {
            GROUPING.matcher(text)
                    .results()
                    .flatMap(group -> Arrays.stream(group.group(1).split("[, ]+")))
                    .filter(label -> !label.isEmpty())
                    .forEach(used::add);
            selectors(text).forEach(matchers -> matchers.forEach(matcher -> used.add(matcher.get(0))));
        }
        for (String text : messages()) {
            MESSAGE_LABEL
                    .matcher(text)
                    .results()
                    .forEach(label -> used.add(label.group(1) == null ? label.group(2) : label.group(1)));
        }
        used.removeAll(OF_METRICS);

        assertThat(used).containsExactlyInAnyOrder("job", "pod", "service");
        for (List<Map<String, String>> targets : environments()) {
            assertThat(targets).allSatisfy(target -> assertThat(target).containsKeys(used.toArray(String[]::new)));
        }
    }

    @Test
    void everySelectorMatchesATargetOfBothScrapeConfigurations() throws Exception {
        for (List<Map<String, String>> targets : environments()) {
            for (String expression : expressions()) {
                for (List<List<String>> matchers : selectors(expression)) {
                    assertThat(targets)
                            .as(expression)
                            .anySatisfy(target -> assertThat(
                                            matchers.stream().allMatch(matcher -> matches(target, matcher)))
                                    .isTrue());
                }
            }
        }
    }

    @Test
    void allServicesAreScrapedInBoth() throws Exception {
        for (List<Map<String, String>> targets : environments()) {
            assertThat(targets.stream().map(target -> target.get("service")))
                    .containsExactlyInAnyOrderElementsOf(SourceTree.SERVICES);
        }
    }

    @Test
    void prometheusInComposeEvaluatesTheAlertsOfKubernetes() throws Exception {
        JsonNode manifest = new YAMLMapper().readTree(SourceTree.text("k8s/components/monitoring/alerts.yaml"));
        JsonNode prometheus = new YAMLMapper().readTree(SourceTree.text("docker/observability/prometheus.yml"));

        assertThat(new YAMLMapper().readTree(SourceTree.text(ALERTS)))
                .as(ALERTS + "; run k8s/render.sh")
                .isEqualTo(manifest.path("spec"));
        assertThat(mounts("prometheus"))
                .contains("./" + ALERTS + ":" + prometheus.at("/rule_files/0").asText() + ":ro");
    }

    @Test
    void grafanaReadsTheSameDashboardsInBoth() throws Exception {
        assertThat(mounts("grafana")).contains("./k8s/components/monitoring/dashboards:/etc/grafana/dashboards:ro");

        JsonNode map = cluster().find("ConfigMap", "nerest-dashboards").orElseThrow();
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        List<Path> files = dashboards();
        assertThat(files).isNotEmpty().hasSize(map.path("data").size());
        for (Path file : files) {
            assertThat(map.path("data").path(file.getFileName().toString()).asText())
                    .isEqualTo(Files.readString(file));
        }
    }

    private static List<List<Map<String, String>>> environments() throws Exception {
        return List.of(ScrapeTargets.ofCompose(), ScrapeTargets.ofPods(cluster().objects()));
    }

    private static Overlay cluster() throws Exception {
        return Overlay.read(SourceTree.KUBERNETES.resolve("rendered/cpu.yaml"));
    }

    private static List<Path> dashboards() throws Exception {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.toList();
        }
    }

    private static List<String> expressions() throws Exception {
        List<String> expressions = new ArrayList<>(alerts().findValuesAsText("expr"));
        for (Path file : dashboards()) {
            expressions.addAll(new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr"));
        }
        return expressions;
    }

    private static List<String> messages() throws Exception {
        List<String> messages = new ArrayList<>(alerts().findValuesAsText("summary"));
        for (Path file : dashboards()) {
            messages.addAll(new ObjectMapper().readTree(file.toFile()).findValuesAsText("legendFormat"));
        }
        return messages;
    }

    private static JsonNode alerts() throws Exception {
        return new YAMLMapper().readTree(SourceTree.text(ALERTS));
    }

    /** Returns the selectors in braces of an expression, each with its matchers: label, operator, value. */
    private static List<List<List<String>>> selectors(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(selector -> MATCHER.matcher(selector.group(1))
                        .results()
                        .map(matcher -> List.of(matcher.group(1), matcher.group(2), matcher.group(3)))
                        .toList())
                .toList();
    }

    /** Labels of the metrics match any target. */
    private static boolean matches(Map<String, String> target, List<String> matcher) {
        if (OF_METRICS.contains(matcher.get(0))) {
            return true;
        }
        String value = target.getOrDefault(matcher.get(0), "");
        return switch (matcher.get(1)) {
            case "=" -> value.equals(matcher.get(2));
            case "!=" -> !value.equals(matcher.get(2));
            case "=~" -> value.matches(matcher.get(2));
            default -> !value.matches(matcher.get(2));
        };
    }

    private static List<String> mounts(String service) throws Exception {
        List<String> mounts = new ArrayList<>();
        new YAMLMapper()
                .readTree(SourceTree.text("docker-compose.yml"))
                .at("/services/" + service + "/volumes")
                .forEach(mount -> mounts.add(mount.asText()));
        return mounts;
    }
}
