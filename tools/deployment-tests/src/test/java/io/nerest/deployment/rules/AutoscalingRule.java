package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.deployment.expected.RequiredAccess;
import io.nerest.deployment.expected.RequiredTopics;
import io.nerest.deployment.expected.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is scaled exists and sets no number itself; the triggers use topics, groups and tables of the code. What scales to zero is started
 * again by the lag of every topic that it reads, since without a pod nothing else tells of a record.
 */
final class AutoscalingRule implements ManifestRule {
    private static final Pattern QUERY =
            Pattern.compile("SELECT count\\(\\*\\) FROM (\\w+)\\.(\\w+) WHERE state IN \\(([A-Z', ]+)\\)");

    @Override
    public void check(Overlay overlay, Findings findings) {
        overlay.ofKind("ScaledObject").forEach(scaled -> {
            String title = Overlay.title(scaled);
            JsonNode spec = scaled.path("spec");
            JsonNode target = spec.path("scaleTargetRef");
            overlay.find(target.path("kind").asText(), target.path("name").asText())
                    .ifPresentOrElse(
                            workload -> findings.require(
                                    !workload.path("spec").has("replicas"),
                                    title,
                                    "its target sets replicas, which every apply would restore"),
                            () -> findings.add(title, "its target " + target + " does not exist"));
            findings.require(
                    spec.path("minReplicaCount").asInt()
                            <= spec.path("maxReplicaCount").asInt(),
                    title,
                    "minReplicaCount is above maxReplicaCount");
            if (spec.path("minReplicaCount").asInt() == 0) {
                Set<String> unwatched =
                        new TreeSet<>(RequiredAccess.topics(target.path("name").asText()));
                unwatched.removeAll(lagTopics(spec));
                findings.require(
                        unwatched.isEmpty(),
                        title,
                        "it scales to zero, and records of these topics start no pod: " + unwatched);
            }
            int most = spec.path("maxReplicaCount").asInt();
            int partitions = lagTopics(spec).stream()
                    .map(topic -> RequiredTopics.all().get(topic))
                    .filter(Objects::nonNull)
                    .mapToInt(RequiredTopics.Settings::partitions)
                    .max()
                    .orElse(most);
            findings.require(
                    most <= partitions, title, "maxReplicaCount " + most + " is above the partitions of its topics");
            spec.path("triggers").forEach(trigger -> {
                String authentication =
                        trigger.path("authenticationRef").path("name").asText();
                findings.require(
                        overlay.has("TriggerAuthentication", authentication),
                        title,
                        "TriggerAuthentication '" + authentication + "' does not exist");
                JsonNode metadata = trigger.path("metadata");
                if (trigger.path("type").asText().equals("kafka")) {
                    lag(metadata, target.path("name").asText(), title, findings);
                } else {
                    jobs(metadata, overlay, title, findings);
                    findings.require(
                            spec.toString().contains("\"scaleDown\":{\"selectPolicy\":\"Disabled\"}"),
                            title,
                            "a running training could be stopped: scaleDown must be disabled");
                }
            });
        });
    }

    private static Set<String> lagTopics(JsonNode spec) {
        return Workload.children(spec.path("triggers"))
                .filter(trigger -> trigger.path("type").asText().equals("kafka"))
                .map(trigger -> trigger.path("metadata").path("topic").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void lag(JsonNode metadata, String service, String title, Findings findings) {
        String topic = metadata.path("topic").asText();
        findings.require(RequiredTopics.all().containsKey(topic), title, "topic '" + topic + "' does not exist");
        String group = metadata.path("consumerGroup").asText();
        findings.require(
                RequiredAccess.groups(service).contains(group),
                title,
                "'" + group + "' is no consumer group of " + service);
        findings.require(
                metadata.path("offsetResetPolicy").asText().equals("earliest"),
                title,
                "offsetResetPolicy is not earliest");
    }

    private static void jobs(JsonNode metadata, Overlay overlay, String title, Findings findings) {
        Matcher query = QUERY.matcher(metadata.path("query").asText());
        if (!query.matches()) {
            findings.add(title, "its query does not count jobs by state: " + metadata.path("query"));
            return;
        }
        String migrations = migrations(query.group(1));
        findings.require(
                migrations.contains("CREATE TABLE " + query.group(2) + " "),
                title,
                "table " + query.group(2) + " is not created by the migrations of " + query.group(1));
        for (String state : query.group(3).split(", *", -1)) {
            findings.require(migrations.contains(state.replace("'", "")), title, "no job has the state " + state);
        }
        String host = metadata.path("host").asText();
        findings.require(
                overlay.ofKind("Cluster").anyMatch(cluster -> host.equals(Overlay.name(cluster) + "-rw.nerest.svc")),
                title,
                "host '" + host + "' is no PostgreSQL cluster");
    }

    private static String migrations(String service) {
        Path folder = SourceTree.ROOT.resolve(service + "-service/src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file ->
                            SourceTree.text(SourceTree.ROOT.relativize(file).toString()))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
