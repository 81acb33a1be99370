package io.nerest.deployment.expected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The environment variables that a service reads: Nerest's from the generated tables of docs/configuration.md, Quarkus's from the
 * descriptions in its libraries (settings of the build left out), and the Kafka client's from its own lists.
 */
public final class KnownSettings {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| `([A-Z0-9_]+)` \\|(.*)$");
    private static final Pattern SHARED_NAME = Pattern.compile("\\$\\{(nerest\\.[a-z.-]+)");
    /** What the Java runtime and the C library read. */
    private static final Set<String> RUNTIME = Set.of("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX");

    private static final Set<String> QUARKUS = quarkus();
    private static final Map<String, Set<String>> NEREST = nerest();

    private KnownSettings() {}

    /** Returns whether a service reads the variable. */
    public static boolean isRead(String service, String variable) {
        return NEREST.getOrDefault(service, Set.of()).contains(variable) || isOfLibraries(variable);
    }

    /** Returns whether any service reads the variable. */
    public static boolean isReadByAny(String variable) {
        return isOfLibraries(variable) || NEREST.values().stream().anyMatch(names -> names.contains(variable));
    }

    private static boolean isOfLibraries(String variable) {
        if (variable.startsWith("KAFKA_")) {
            String name = variable.substring("KAFKA_".length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            return ConsumerConfig.configNames().contains(name)
                    && ProducerConfig.configNames().contains(name)
                    && AdminClientConfig.configNames().contains(name);
        }
        return QUARKUS.contains(variable) || RUNTIME.contains(variable);
    }

    private static Map<String, Set<String>> nerest() {
        Map<String, Set<String>> names = new HashMap<>();
        for (String section : List.of(SourceTree.text("docs/configuration.md").split("(?m)^## "))) {
            String title = section.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
            List<String> services = title.equals("all services") ? SourceTree.SERVICES : List.of(title);
            Matcher row = ROW.matcher(section);
            while (row.find()) {
                String variable = row.group(2);
                // A property whose default is another property can be set by that one, too.
                Matcher shared = SHARED_NAME.matcher(row.group(3));
                String other = shared.find() ? variable(shared.group(1)) : variable;
                services.forEach(service -> names.computeIfAbsent(service, any -> new HashSet<>())
                        .addAll(Set.of(variable).equals(Set.of(other)) ? Set.of(variable) : Set.of(variable, other)));
            }
        }
        return names;
    }

    private static String variable(String property) {
        return property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Set<String> quarkus() {
        Set<String> names = new HashSet<>();
        try {
            for (URL model : Collections.list(KnownSettings.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream json = model.openStream()) {
                    collect(new ObjectMapper().readTree(json), names);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.has("path") && "RUN_TIME".equals(node.path("phase").asText())) {
            names.add(node.path("path").path("environmentVariable").asText());
        }
        node.forEach(child -> collect(child, names));
    }
}
