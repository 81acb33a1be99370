package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every alert has a severity and a section in the runbook, and uses metrics of Nerest that the code measures. */
final class AlertRule implements ManifestRule {
    private static final Pattern METRIC = Pattern.compile("nerest_[a-z_]+");
    private static final Pattern METER = Pattern.compile("\"(nerest\\.[a-z.-]+)\"");
    /** Receiver adds the outcome to this name. */
    private static final Set<String> BUILT_NAMES = Set.of("nerest_events_handled", "nerest_events_duplicates");

    private static final Set<String> METERS = meters();

    @Override
    public void check(Overlay overlay, Findings findings) {
        Set<String> anchors = anchors();
        overlay.ofKind("PrometheusRule")
                .flatMap(rule -> Workload.children(rule.path("spec").path("groups")))
                .flatMap(group -> Workload.children(group.path("rules")))
                .forEach(alert -> alert(alert, anchors, findings));
    }

    private static void alert(JsonNode alert, Set<String> anchors, Findings findings) {
        String title = "alert " + alert.path("alert").asText();
        Matcher metric = METRIC.matcher(alert.path("expr").asText());
        while (metric.find()) {
            String name = metric.group()
                    .replaceFirst("_(total|seconds|seconds_bucket|seconds_count|seconds_sum|seconds_max)$", "");
            findings.require(METERS.contains(name), title, "no service measures " + metric.group());
        }
        findings.require(
                Set.of("warning", "critical")
                        .contains(alert.path("labels").path("severity").asText()),
                title,
                "has no severity");
        String runbook = alert.path("annotations").path("runbook").asText();
        findings.require(
                runbook.startsWith("docs/operate.md#") && anchors.contains(runbook.substring(runbook.indexOf('#') + 1)),
                title,
                "its runbook '" + runbook + "' does not exist");
        findings.require(!alert.path("annotations").path("summary").asText().isBlank(), title, "has no summary");
    }

    private static Set<String> anchors() {
        return SourceTree.text("docs/operate.md")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The meters that the sources name, as Prometheus shows them, without the suffix of their type. */
    private static Set<String> meters() {
        Set<String> names = new TreeSet<>(BUILT_NAMES);
        for (String folder : new String[] {
            "libs/messaging", "ingest-service", "scoring-service", "selector-service", "trainer-service"
        }) {
            try (Stream<Path> files = Files.walk(SourceTree.ROOT.resolve(folder).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Matcher meter = METER.matcher(Files.readString(file));
                    while (meter.find()) {
                        names.add(meter.group(1).replace('.', '_').replace('-', '_'));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }
}
