package io.nerest.messaging;

import io.nerest.testing.Platform;
import io.nerest.testing.SharedPlatform;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Starts the platform and creates the topics of the service under test. */
public final class GreetingTopics implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Platform platform = SharedPlatform.get();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.kafkaBootstrapServers()))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Stream.of(Greeting.TOPIC, Greeting.BATCHED)
                    .flatMap(topic -> Stream.of(
                            new NewTopic(topic.name(), topic.partitions(), (short) 1),
                            new NewTopic(topic.deadLetterName(), 1, (short) 1)))
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the test's topics could not be created", e);
        }
        return platform.configuration();
    }

    @Override
    public void stop() {}
}
