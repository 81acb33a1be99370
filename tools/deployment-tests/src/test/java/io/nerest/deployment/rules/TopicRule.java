package io.nerest.deployment.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import io.nerest.deployment.expected.RequiredTopics;
import io.nerest.deployment.expected.SourceTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics are those of the code, whether Strimzi creates them or a Job. A record must be gone from Kafka before the inbox
 * forgets that it was handled; offsets outlast a winter; models are kept without limit.
 */
final class TopicRule implements ManifestRule {
    private static final int OFFSETS_MINUTES = 129_600;
    private static final Pattern CREATED = Pattern.compile("(?m)^topic (\\S+) (\\d+) ?(.*)$");
    private static final Pattern INBOX =
            Pattern.compile("\\| `nerest\\.inbox\\.retention` \\|[^|]*\\|[^|]*\\| `(\\d+)d` ");

    @Override
    public void check(Overlay overlay, Findings findings) {
        Map<String, RequiredTopics.Settings> found =
                overlay.ofKind("Kafka").findAny().isPresent()
                        ? declared(overlay, findings)
                        : created(overlay, findings);
        Map<String, RequiredTopics.Settings> required = RequiredTopics.all();
        required.forEach((name, settings) -> findings.require(
                settings.equals(found.get(name)), "topic " + name, "must be " + settings + ", not " + found.get(name)));
        found.keySet().stream()
                .filter(name -> !required.containsKey(name))
                .forEach(name -> findings.add("topic " + name, "is no topic of the code"));
        retention(found, findings);
        offsets(overlay, findings);
    }

    private static Map<String, RequiredTopics.Settings> declared(Overlay overlay, Findings findings) {
        Map<String, RequiredTopics.Settings> topics = new TreeMap<>();
        List<String> clusters = overlay.ofKind("Kafka").map(Overlay::name).toList();
        overlay.ofKind("KafkaTopic").forEach(topic -> {
            JsonNode spec = topic.path("spec");
            Map<String, String> settings = new TreeMap<>();
            spec.path("config")
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            topics.put(
                    spec.path("topicName").asText(Overlay.name(topic)),
                    new RequiredTopics.Settings(spec.path("partitions").asInt(), settings));
            cluster(topic, clusters, findings);
            findings.require(spec.path("replicas").asInt() == 3, Overlay.title(topic), "has not three replicas");
        });
        overlay.ofKind("KafkaUser", "KafkaNodePool").forEach(object -> cluster(object, clusters, findings));
        return topics;
    }

    private static void cluster(JsonNode object, List<String> clusters, Findings findings) {
        String label = object.path("metadata")
                .path("labels")
                .path("strimzi.io/cluster")
                .asText();
        findings.require(
                clusters.contains(label),
                Overlay.title(object),
                "belongs to the cluster '" + label + "', which does not exist");
    }

    /** The topics of the script that the Job runs. */
    private static Map<String, RequiredTopics.Settings> created(Overlay overlay, Findings findings) {
        Map<String, RequiredTopics.Settings> topics = new TreeMap<>();
        List<String> scripts = overlay.ofKind("ConfigMap")
                .map(map -> map.path("data").path("create-topics.sh").asText())
                .filter(script -> !script.isEmpty())
                .toList();
        findings.require(scripts.size() == 1, overlay.name(), "has " + scripts.size() + " scripts that create topics");
        scripts.forEach(script -> {
            Matcher line = CREATED.matcher(script);
            while (line.find()) {
                Map<String, String> settings = new TreeMap<>();
                for (String setting : line.group(3).split(" ", -1)) {
                    int equals = setting.indexOf('=');
                    if (equals > 0) {
                        settings.put(setting.substring(0, equals), setting.substring(equals + 1));
                    }
                }
                topics.put(line.group(1), new RequiredTopics.Settings(Integer.parseInt(line.group(2)), settings));
            }
        });
        return topics;
    }

    private static void retention(Map<String, RequiredTopics.Settings> found, Findings findings) {
        Matcher inbox = INBOX.matcher(SourceTree.text("docs/configuration.md"));
        if (!inbox.find()) {
            throw new AssertionError("docs/configuration.md does not state nerest.inbox.retention");
        }
        long remembered = Duration.ofDays(Long.parseLong(inbox.group(1))).toMillis();
        found.forEach((name, topic) -> {
            boolean deadLetters = name.endsWith(".dead-letter");
            boolean compacted = Topics.ALL.stream()
                    .filter(Topic::compacted)
                    .anyMatch(each -> each.name().equals(name));
            long kept = Long.parseLong(topic.settings().getOrDefault("retention.ms", "-1"));
            findings.require(
                    deadLetters || compacted || (kept > 0 && kept < remembered),
                    "topic " + name,
                    "is kept for " + kept + " ms, but the inbox forgets after " + remembered);
            findings.require(!compacted || kept < 0, "topic " + name, "models must be kept without limit");
        });
    }

    private static void offsets(Overlay overlay, Findings findings) {
        String setting = overlay.ofKind("Kafka")
                .map(kafka -> kafka.path("spec").path("kafka").path("config"))
                .map(config -> config.path("offsets.retention.minutes").asText() + " "
                        + config.path("auto.create.topics.enable").asText())
                .findFirst()
                .orElseGet(() -> overlay.ofKind("ConfigMap")
                        .map(map -> map.path("data").path("server.properties").asText())
                        .filter(text -> !text.isEmpty())
                        .map(text -> value(text, "offsets.retention.minutes") + " "
                                + value(text, "auto.create.topics.enable"))
                        .findFirst()
                        .orElse("? ?"));
        String[] parts = setting.split(" ", -1);
        findings.require(
                parts[0].matches("\\d+") && Integer.parseInt(parts[0]) >= OFFSETS_MINUTES,
                "Kafka of " + overlay.name(),
                "offsets.retention.minutes is " + parts[0] + ", less than " + OFFSETS_MINUTES);
        findings.require(
                parts[1].equals("false"), "Kafka of " + overlay.name(), "auto.create.topics.enable is not false");
    }

    private static String value(String properties, String name) {
        return properties
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("?");
    }
}
