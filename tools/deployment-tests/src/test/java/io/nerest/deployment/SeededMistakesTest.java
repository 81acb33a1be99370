package io.nerest.deployment;

import static io.nerest.deployment.SeededMistake.remove;
import static io.nerest.deployment.SeededMistake.removeElement;
import static io.nerest.deployment.SeededMistake.rename;
import static io.nerest.deployment.SeededMistake.set;
import static io.nerest.deployment.SeededMistake.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerest.deployment.expected.SourceTree;
import io.nerest.deployment.rules.ManifestRules;
import io.nerest.deployment.rules.Overlay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of 38 mistakes, each made alone in a correct overlay, the rules find at least 36. */
class SeededMistakesTest {
    private static final String CONTAINER = "/spec/template/spec/containers/0";
    private static final int REQUIRED = 36;

    private static final List<SeededMistake> MISTAKES = List.of(
            set("a Service targets another port", "cpu", "Service", "ingest", "/spec/ports/0/targetPort", "web"),
            set(
                    "a probe uses another port",
                    "cpu",
                    "Deployment",
                    "ingest",
                    CONTAINER + "/livenessProbe/httpGet/port",
                    9999),
            set(
                    "a probe uses another path",
                    "cpu",
                    "Deployment",
                    "scoring",
                    CONTAINER + "/readinessProbe/httpGet/path",
                    "/health"),
            remove("a probe is missing", "minimal", "Deployment", "selector", CONTAINER + "/startupProbe"),
            rename("a field is misspelt", "cpu", "Deployment", "ingest", "/spec/replicas", "replica"),
            set("a text stands where a number is needed", "cpu", "Deployment", "ingest", "/spec/replicas", "two"),
            set(
                    "a role of a Kafka node does not exist",
                    "cpu",
                    "KafkaNodePool",
                    "nodes",
                    "/spec/roles",
                    List.of("brokker")),
            new SeededMistake("an access list is written for an older Strimzi", "cpu", overlay -> {
                ObjectNode entry = (ObjectNode) SeededMistake.object(overlay, "KafkaUser", "nerest-ingest")
                        .at("/spec/authorization/acls/0");
                entry.remove("operations");
                entry.put("operation", "Read");
            }),
            set(
                    "an environment variable is misspelt",
                    "cpu",
                    "Deployment",
                    "scoring",
                    CONTAINER + "/env/0/name",
                    "NEREST_PODNAME"),
            new SeededMistake(
                    "a setting of another service is set",
                    "minimal",
                    overlay -> ((ArrayNode) SeededMistake.object(overlay, "Deployment", "ingest")
                                    .at(CONTAINER + "/env"))
                            .addObject()
                            .put("name", "NEREST_TRAINER_DEVICE")
                            .put("value", "0")),
            set(
                    "a setting of the build is set at run time",
                    "cpu",
                    "ConfigMap",
                    "nerest",
                    "/data/QUARKUS_SHUTDOWN_DELAY_ENABLED",
                    "true"),
            set(
                    "the port of the services changes in one place",
                    "cpu",
                    "ConfigMap",
                    "nerest",
                    "/data/QUARKUS_HTTP_PORT",
                    "8081"),
            set(
                    "the address of Kafka is misspelt",
                    "cpu",
                    "ConfigMap",
                    "nerest",
                    "/data/KAFKA_BOOTSTRAP_SERVERS",
                    "nerest-kafka:9093"),
            set(
                    "a Secret does not exist",
                    "cpu",
                    "Deployment",
                    "ingest",
                    CONTAINER + "/env/1/valueFrom/secretKeyRef/name",
                    "s3-credentials"),
            set(
                    "a Secret has another key",
                    "cpu",
                    "Deployment",
                    "ingest",
                    CONTAINER + "/env/1/valueFrom/secretKeyRef/key",
                    "accessKey"),
            new SeededMistake(
                    "a password is written down",
                    "minimal",
                    overlay -> SeededMistake.object(overlay, "Deployment", "ingest")
                            .at(CONTAINER + "/env")
                            .forEach(variable -> {
                                if (variable.path("name").asText().equals("NEREST_S3_SECRET_KEY")) {
                                    ((ObjectNode) variable).remove("valueFrom");
                                    ((ObjectNode) variable).put("value", "minioadmin");
                                }
                            })),
            set(
                    "a ConfigMap does not exist",
                    "cpu",
                    "Deployment",
                    "selector",
                    CONTAINER + "/envFrom/0/configMapRef/name",
                    "settings"),
            without("a topic is missing", "cpu", "KafkaTopic", "unscorable-frames"),
            set("a topic has too few partitions", "cpu", "KafkaTopic", "frames", "/spec/partitions", 3),
            remove("models are deleted after a time", "cpu", "KafkaTopic", "models", "/spec/config/cleanup.policy"),
            set(
                    "events are kept longer than the inbox remembers them",
                    "gpu",
                    "KafkaTopic",
                    "detections",
                    "/spec/config/retention.ms",
                    1_296_000_000L),
            remove(
                    "offsets are kept for a week",
                    "cpu",
                    "Kafka",
                    "nerest",
                    "/spec/kafka/config/offsets.retention.minutes"),
            set(
                    "a service may write to every topic",
                    "cpu",
                    "KafkaUser",
                    "nerest-scoring",
                    "/spec/authorization/acls/2/resource/name",
                    "*"),
            removeElement(
                    "a service may not write what it sends",
                    "cpu",
                    "KafkaUser",
                    "nerest-ingest",
                    "/spec/authorization/acls",
                    3),
            set(
                    "a selector does not match its pods",
                    "cpu",
                    "Deployment",
                    "ingest",
                    "/spec/template/metadata/labels/app.kubernetes.io~1name",
                    "ingestion"),
            remove(
                    "a container has no memory limit",
                    "minimal",
                    "StatefulSet",
                    "trainer",
                    CONTAINER + "/resources/limits/memory"),
            set(
                    "a container may write to its root",
                    "gpu",
                    "Deployment",
                    "scoring",
                    CONTAINER + "/securityContext/readOnlyRootFilesystem",
                    false),
            set(
                    "a disruption budget forbids every eviction",
                    "cpu",
                    "PodDisruptionBudget",
                    "selector",
                    "/spec/maxUnavailable",
                    0),
            new SeededMistake("a container has less memory than it was seen to use", "minimal", overlay -> {
                ObjectNode resources = (ObjectNode)
                        SeededMistake.object(overlay, "StatefulSet", "trainer").at(CONTAINER + "/resources");
                resources.withObject("/limits").put("memory", "1104Mi");
                resources.withObject("/requests").put("memory", "1104Mi");
            }),
            removeElement(
                    "the trainer scales to zero and no request starts it",
                    "gpu",
                    "ScaledObject",
                    "trainer",
                    "/spec/triggers",
                    1),
            set(
                    "the volume of PostgreSQL is smaller than a season",
                    "cpu",
                    "Cluster",
                    "nerest-postgres",
                    "/spec/storage/size",
                    "500Gi"),
            remove(
                    "empty frames are kept on a volume that is sized for their expiry",
                    "cpu",
                    "ConfigMap",
                    "nerest",
                    "/data/NEREST_INGEST_RETENTION_EMPTY_AFTER"),
            set(
                    "empty frames expire before scoring forgets them",
                    "gpu",
                    "ConfigMap",
                    "nerest",
                    "/data/NEREST_INGEST_RETENTION_EMPTY_AFTER",
                    "10d"),
            set(
                    "the version of PostgreSQL floats",
                    "cpu",
                    "Cluster",
                    "nerest-postgres",
                    "/spec/imageName",
                    "ghcr.io/cloudnative-pg/postgresql:18"),
            set(
                    "no policy allows the port of the store",
                    "cpu",
                    "ConfigMap",
                    "nerest",
                    "/data/NEREST_S3_ENDPOINT",
                    "http://s3.example.org:8333"),
            without("PostgreSQL has no network policy", "gpu", "NetworkPolicy", "postgres"),
            set("scoring grows beyond its partitions", "cpu", "ScaledObject", "scoring", "/spec/maxReplicaCount", 24),
            set(
                    "an alert uses a metric that no service measures",
                    "cpu",
                    "PrometheusRule",
                    "nerest",
                    "/spec/groups/0/rules/0/expr",
                    "rate(nerest_dead_letters_total[5m]) > 0"));

    @Test
    void atLeast36Of38SeededMistakesAreFound() throws Exception {
        assertThat(MISTAKES).hasSize(38).doesNotHaveDuplicates();
        Map<String, Overlay> overlays = new HashMap<>();
        List<String> missed = new ArrayList<>();
        for (SeededMistake mistake : MISTAKES) {
            if (!overlays.containsKey(mistake.overlay())) {
                overlays.put(
                        mistake.overlay(),
                        Overlay.read(SourceTree.KUBERNETES.resolve("rendered/" + mistake.overlay() + ".yaml")));
            }
            Overlay changed = named(overlays.get(mistake.overlay()));
            assertThat(ManifestRules.findings(changed)).isEmpty();
            mistake.change().accept(changed);

            List<String> findings = ManifestRules.findings(changed);
            System.out.println(mistake + ": " + (findings.isEmpty() ? "NOT FOUND" : findings));
            if (findings.isEmpty()) {
                missed.add(mistake.name());
            }
        }

        assertThat(MISTAKES.size() - missed.size())
                .as("found; missed: %s", missed)
                .isGreaterThanOrEqualTo(REQUIRED);
    }

    /** The ConfigMap of the services without the hash in its name, so that mistakes can name it. */
    private static Overlay named(Overlay overlay) throws Exception {
        Overlay copy = overlay.copy();
        String hashed = copy.objects().stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap"))
                .map(object -> object.path("metadata").path("name").asText())
                .filter(name -> name.matches("nerest-[a-z0-9]{10}"))
                .findFirst()
                .orElseThrow();
        List<JsonNode> renamed = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (var object : copy.objects()) {
            renamed.add(json.readTree(object.toString().replace("\"" + hashed + "\"", "\"nerest\"")));
        }
        return new Overlay(copy.name(), renamed);
    }
}
