package io.nerest.messaging;

import io.agroal.api.AgroalDataSource;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.messaging.receiving.RejectedEventException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Service under test: stores each greeting as a row; some texts make it fail. */
@ApplicationScoped
public class GreetingService {
    static final String REJECT = "reject me";
    static final String FAIL_TWICE = "fail twice";
    static final String BUG = "bug";

    private final Receiver receiver;
    private final AgroalDataSource dataSource;
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();

    GreetingService(Receiver receiver, AgroalDataSource dataSource) {
        this.receiver = receiver;
        this.dataSource = dataSource;
    }

    @Incoming("greetings")
    @Blocking
    void receive(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, Greeting.TOPIC, this::handle);
    }

    @Incoming("batched")
    @Blocking
    void receiveBatch(ConsumerRecords<String, byte[]> records) {
        receiver.receiveBatch(records, Greeting.BATCHED, (events, rejections) -> {
            batchSizes.add(events.size());
            events.stream()
                    .filter(event -> event.payload().text().equals(REJECT))
                    .forEach(event -> rejections.reject(event, "asked to be rejected"));
            List<ReceivedEvent<Greeting>> good = events.stream()
                    .filter(event -> !event.payload().text().equals(REJECT))
                    .toList();
            for (ReceivedEvent<Greeting> event : good) {
                failWhereAsked(event.payload());
            }
            return () -> {
                for (ReceivedEvent<Greeting> event : good) {
                    store(event.payload());
                }
            };
        });
    }

    private void handle(ReceivedEvent<Greeting> event) throws Exception {
        store(event.payload());
        failWhereAsked(event.payload());
    }

    private void failWhereAsked(Greeting greeting) throws IOException {
        int attempt = attempts.computeIfAbsent(greeting.text() + greeting.number(), text -> new AtomicInteger())
                .incrementAndGet();
        switch (greeting.text()) {
            case REJECT -> throw new RejectedEventException("asked to be rejected");
            case BUG -> throw new IllegalStateException("a defect of the handler");
            case FAIL_TWICE -> {
                if (attempt <= 2) {
                    throw new IOException("the store is unreachable");
                }
            }
            default -> {}
        }
    }

    private void store(Greeting greeting) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO greeting (text, number) VALUES (?, ?)")) {
            insert.setString(1, greeting.text());
            insert.setInt(2, greeting.number());
            insert.executeUpdate();
        }
    }

    int attemptsAt(Greeting greeting) {
        AtomicInteger count = attempts.get(greeting.text() + greeting.number());
        return count == null ? 0 : count.get();
    }

    List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }
}
