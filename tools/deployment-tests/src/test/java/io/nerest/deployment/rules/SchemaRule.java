package io.nerest.deployment.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeSet;

/**
 * Each object is read into its class and written again; both must be equal, so that no field is unknown and no value is
 * dropped. Objects without a class here are checked by schemas of our own, which allow the fields that are in use.
 */
final class SchemaRule implements ManifestRule {
    /** Writes known fields only: the classes keep unknown ones, and would write them again. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnyGetter(Annotated annotated) {
                    return false;
                }
            });

    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));
    private static final Map<String, JsonSchema> SCHEMAS = Map.of(
            "keda.sh/v1alpha1 ScaledObject", schema("scaled-object"),
            "keda.sh/v1alpha1 TriggerAuthentication", schema("trigger-authentication"),
            "postgresql.cnpg.io/v1 Cluster", schema("postgres-cluster"),
            "postgresql.cnpg.io/v1 ScheduledBackup", schema("scheduled-backup"),
            "barmancloud.cnpg.io/v1 ObjectStore", schema("object-store"));

    private static JsonSchema schema(String name) {
        InputStream text = SchemaRule.class.getResourceAsStream("/schemas/" + name + ".json");
        if (text == null) {
            throw new AssertionError("no schema " + name);
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    @Override
    public void check(Overlay overlay, Findings findings) {
        TreeSet<String> seen = new TreeSet<>();
        overlay.objects().forEach(object -> {
            String title = Overlay.title(object);
            findings.require(seen.add(title), title, "is defined twice");
            String type = object.path("apiVersion").asText() + " " + Overlay.kind(object);
            if (CLASSES.containsKey(type)) {
                roundTrip(withoutVersion(object), CLASSES.get(type), title, findings);
            } else if (SCHEMAS.containsKey(type)) {
                SCHEMAS.get(type).validate(object).forEach(error -> findings.add(title, error.getMessage()));
            } else {
                findings.add(title, "'" + type + "' has no schema here");
            }
        });
    }

    /** The version chose the class; Strimzi's classes write a constant of their own. */
    private static JsonNode withoutVersion(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("apiVersion");
        return copy;
    }

    private static void roundTrip(JsonNode object, Class<?> type, String title, Findings findings) {
        try {
            compare(object, JSON.valueToTree(JSON.treeToValue(object, type)), "", title, findings);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            findings.add(
                    title,
                    "cannot be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Finds what is given and not written again. Defaults that are written in addition are no difference. */
    private static void compare(JsonNode given, JsonNode written, String path, String title, Findings findings) {
        if (given.isObject()) {
            for (Map.Entry<String, JsonNode> field : given.properties()) {
                String child = path + "." + field.getKey();
                JsonNode other = written.get(field.getKey());
                if (other == null && !isEmpty(field.getValue())) {
                    findings.add(title, child + " is unknown, or has a value that is not allowed");
                } else if (other != null) {
                    compare(field.getValue(), other, child, title, findings);
                }
            }
        } else if (given.isArray()) {
            if (given.size() != written.size()) {
                findings.add(title, path + " has an element that is not allowed");
                return;
            }
            for (int i = 0; i < given.size(); i++) {
                compare(given.get(i), written.path(i), path + "[" + i + "]", title, findings);
            }
        } else if (!sameValue(given, written)) {
            findings.add(title, path + " is " + given + ", but is read as " + written);
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private static boolean sameValue(JsonNode given, JsonNode written) {
        return given.getNodeType() == written.getNodeType() && given.asText().equals(written.asText());
    }
}
