package io.nerest.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.deployment.expected.RequiredAccess;
import io.nerest.deployment.expected.RequiredTopics;
import io.nerest.deployment.expected.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Topics and access lists are written from the code. Run with {@code -Dnerest.docs.update=true} to write them, then
 * {@code k8s/render.sh}.
 */
class GeneratedManifestsTest {
    private static final String UPDATE = "nerest.docs.update";
    private static final String NOTE =
            "# Generated from the code by GeneratedManifestsTest; a build with other topics or access fails.\n";

    @Test
    void theTopicsOfStrimziAreThoseOfTheCode() throws Exception {
        requireUpToDate(
                "components/strimzi/topics.yaml",
                NOTE
                        + RequiredTopics.all().entrySet().stream()
                                .map(topic -> topic(topic.getKey(), topic.getValue()))
                                .collect(Collectors.joining("---\n")));
    }

    @Test
    void theUsersOfStrimziMayDoWhatTheirServiceNeeds() throws Exception {
        requireUpToDate(
                "components/strimzi/users.yaml",
                NOTE
                        + SourceTree.SERVICES.stream()
                                .map(GeneratedManifestsTest::user)
                                .collect(Collectors.joining("---\n")));
    }

    @Test
    void theJobOfTheSingleBrokerCreatesTheTopicsOfTheCode() throws Exception {
        requireUpToDate(
                "components/single-node/create-topics.sh",
                """
                #!/bin/sh
                %sset -e
                topic() {
                  name="$1"
                  partitions="$2"
                  shift 2
                  options=""
                  for setting in "$@"; do options="$options --config $setting"; done
                  # shellcheck disable=SC2086
                  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --if-not-exists --topic "$name" \\
                    --partitions "$partitions" --replication-factor 1 $options
                }
                """.formatted(NOTE)
                        + RequiredTopics.all().entrySet().stream()
                                .map(topic -> line(topic.getKey(), topic.getValue()))
                                .collect(Collectors.joining()));
    }

    private static String line(String name, RequiredTopics.Settings topic) {
        return "topic " + name + " " + topic.partitions()
                + topic.settings().entrySet().stream()
                        .map(setting -> " " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String topic(String name, RequiredTopics.Settings topic) {
        return """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata:
                  name: %s
                  labels:
                    strimzi.io/cluster: nerest
                spec:
                  partitions: %d
                  replicas: 3
                  config:
                """.formatted(name, topic.partitions())
                + topic.settings().entrySet().stream()
                        .map(setting -> "    " + setting.getKey() + ": " + setting.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static String user(String service) {
        return """
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaUser
                metadata:
                  name: nerest-%s
                  labels:
                    strimzi.io/cluster: nerest
                spec:
                  authentication:
                    type: tls
                  authorization:
                    type: simple
                    acls:
                """.formatted(service)
                + RequiredAccess.of(service).entrySet().stream()
                        .map(entry -> "      - resource:\n          type: "
                                + entry.getKey().type() + "\n          name: "
                                + entry.getKey().name() + "\n"
                                // The pattern "literal" is the default, which Strimzi's model does not write.
                                + (entry.getKey().pattern().equals("prefix") ? "          patternType: prefix\n" : "")
                                + "        operations:\n"
                                + entry.getValue().stream()
                                        .map(operation -> "          - " + operation + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }

    private static void requireUpToDate(String name, String expected) throws Exception {
        Path file = SourceTree.KUBERNETES.resolve(name);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("k8s/" + name + "; run this test with -D" + UPDATE + "=true, then k8s/render.sh")
                .isEqualTo(expected);
    }
}
