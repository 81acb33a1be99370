package io.nerest.deployment.expected;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.nerest.contracts.Topic;
import io.nerest.contracts.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The access to Kafka that a service needs, read from its channels (application.properties) and from its class files: the
 * topics of those classes that add to the outbox.
 */
public final class RequiredAccess {
    private static final String INCOMING = "mp.messaging.incoming.";
    private static final String CONNECTOR = "mp.messaging.connector.smallrye-kafka.";
    private static final String OUTBOX = "io.nerest.messaging.sending.Outbox";
    private static final String DEAD_LETTER = ".dead-letter";

    private RequiredAccess() {}

    /**
     * A resource of an access list.
     *
     * @param type {@code topic} or {@code group}
     * @param name name, or its beginning
     * @param pattern {@code literal} or {@code prefix}
     */
    public record Resource(String type, String name, String pattern) implements Comparable<Resource> {
        @Override
        public int compareTo(Resource other) {
            return toString().compareTo(other.toString());
        }
    }

    /** Returns the operations that a service needs, by resource, sorted. */
    public static Map<Resource, Set<String>> of(String service) {
        Map<Resource, Set<String>> access = new TreeMap<>();
        Map<String, Map<String, String>> channels = channels(service);
        channels.values().forEach(channel -> {
            String topic = channel.getOrDefault("topic", "");
            grant(access, topic(topic), "Describe", "Read");
            grant(access, group(channel, service), "Read");
            if (!topic.endsWith(DEAD_LETTER)
                    && !channel.getOrDefault("failure-strategy", "").equals("ignore")) {
                grant(access, topic(topic + DEAD_LETTER), "Describe", "Write");
            }
        });
        JavaClasses classes = classes(service);
        sent(classes).forEach(topic -> grant(access, topic(topic), "Describe", "Write"));
        if (resends(classes)) {
            RequiredTopics.all().keySet().forEach(topic -> {
                boolean deadLetters = topic.endsWith(DEAD_LETTER);
                grant(access, topic(topic), "Describe", deadLetters ? "Read" : "Write");
            });
        }
        if (readsPositions(classes)) {
            SourceTree.SERVICES.forEach(other -> {
                groups(other).forEach(group -> grant(access, new Resource("group", group, "literal"), "Describe"));
                channels(other)
                        .values()
                        .forEach(channel -> grant(access, topic(channel.getOrDefault("topic", "")), "Describe"));
            });
        }
        if (sends(classes)) {
            // Every service with an outbox checks at its start that these are compacted.
            Topics.ALL.stream()
                    .filter(Topic::compacted)
                    .forEach(topic -> grant(access, topic(topic.name()), "Describe", "DescribeConfigs"));
        }
        return access;
    }

    private static Resource topic(String name) {
        return new Resource("topic", name, "literal");
    }

    /** A group whose name ends in a random id is granted by what stands before it. */
    private static Resource group(Map<String, String> channel, String service) {
        String group = channel.getOrDefault("group.id", service);
        int variable = group.indexOf("${");
        return variable < 0
                ? new Resource("group", group, "literal")
                : new Resource("group", group.substring(0, variable), "prefix");
    }

    private static void grant(Map<Resource, Set<String>> access, Resource resource, String... operations) {
        access.computeIfAbsent(resource, any -> new TreeSet<>()).addAll(Arrays.asList(operations));
    }

    /** Returns the consumer groups of a service, without those of a random name. */
    public static Set<String> groups(String service) {
        return channels(service).values().stream()
                .map(channel -> channel.getOrDefault("group.id", service))
                .filter(group -> !group.contains("${"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the topics that a service reads in a consumer group of a fixed name. */
    public static Set<String> topics(String service) {
        return channels(service).values().stream()
                .filter(channel -> !channel.getOrDefault("group.id", service).contains("${"))
                .map(channel -> channel.getOrDefault("topic", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Map<String, String>> channels(String service) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    SourceTree.text(SourceTree.module(service) + "/src/main/resources/application.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Map<String, String>> channels = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(INCOMING))
                .forEach(name -> {
                    String rest = name.substring(INCOMING.length());
                    int dot = rest.indexOf('.');
                    channels.computeIfAbsent(rest.substring(0, dot), any -> new TreeMap<>())
                            .put(rest.substring(dot + 1), properties.getProperty(name));
                });
        // What a service sets for all its channels, a channel may set otherwise.
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CONNECTOR))
                .forEach(name -> channels.values()
                        .forEach(channel ->
                                channel.putIfAbsent(name.substring(CONNECTOR.length()), properties.getProperty(name))));
        if (channels.isEmpty()) {
            throw new AssertionError(service + " has no channels");
        }
        return channels;
    }

    private static JavaClasses classes(String service) {
        return new ClassFileImporter()
                .importPath(SourceTree.ROOT.resolve(SourceTree.module(service) + "/target/classes"));
    }

    private static Set<String> sent(JavaClasses classes) {
        Set<String> topics = new TreeSet<>();
        for (JavaClass type : classes) {
            if (addsToOutbox(type, Topic.class.getName())) {
                type.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(Topics.class))
                        .forEach(access ->
                                topics.addAll(topicsOf(access.getTarget().getName())));
            }
        }
        return topics;
    }

    private static boolean sends(JavaClasses classes) {
        return classes.stream()
                .anyMatch(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals(OUTBOX)));
    }

    /** Whether a service reads how far consumer groups are. */
    private static boolean readsPositions(JavaClasses classes) {
        return classes.stream()
                .anyMatch(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getName().equals("listConsumerGroupOffsets")));
    }

    /** Whether a service sends records as they were received: dead letters, back to any topic. */
    private static boolean resends(JavaClasses classes) {
        return classes.stream().anyMatch(type -> addsToOutbox(type, "io.nerest.messaging.sending.OutgoingRecord"));
    }

    private static boolean addsToOutbox(JavaClass type, String parameter) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(OUTBOX)
                        && call.getTarget().getName().equals("add")
                        && call.getTarget()
                                .getRawParameterTypes()
                                .get(0)
                                .getName()
                                .equals(parameter));
    }

    private static Set<String> topicsOf(String constant) {
        try {
            Object value = Topics.class.getField(constant).get(null);
            return value instanceof Topic<?> topic ? Set.of(topic.name()) : Set.of();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no constant " + constant + " in Topics", e);
        }
    }
}
