package io.nerest.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends mutated records to a service, and collects those that it could not handle, each with the reason. */
public final class MessageFuzz implements AutoCloseable {
    /** Marks each record, so that its dead letter can be recognised. */
    private static final String MARK = "fuzz";

    private static final String REASON = "dead-letter-reason";
    private static final int IN_FLIGHT = 500;
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaProducer<String, byte[]> producer;
    private int refused;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, MutatedRecord> sent = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();

    /**
     * Connects to the broker.
     *
     * @param topics topics of the service under test
     */
    public MessageFuzz(String bootstrapServers, Set<Topic<?>> topics) {
        // One record a batch: the broker refuses a whole batch for one invalid record.
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "batch.size", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "fuzz-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(topics.stream()
                .map(Topic::deadLetterName)
                .filter(name -> !name.endsWith(".dead-letter.dead-letter"))
                .toList());
    }

    /** Returns how many records a test sends: the system property {@code nerest.fuzz.messages}, or a short run. */
    public static int messages(int shortRun) {
        return Integer.getInteger("nerest.fuzz.messages", shortRun);
    }

    /**
     * Sends records and waits until the broker has them. A record that the broker itself refuses, such as one without a key to
     * a compacted topic, is counted as refused.
     */
    public void send(Collection<MutatedRecord> records) {
        Map<String, Future<RecordMetadata>> acknowledgements = new LinkedHashMap<>();
        for (MutatedRecord record : records) {
            String mark = UUID.randomUUID().toString();
            sent.put(mark, record);
            ProducerRecord<String, byte[]> kafka = new ProducerRecord<>(record.topic(), record.key(), record.value());
            record.headers().forEach((name, value) -> kafka.headers().add(name, value));
            kafka.headers().add(MARK, mark.getBytes(UTF_8));
            acknowledgements.put(mark, producer.send(kafka));
            if (acknowledgements.size() == IN_FLIGHT) {
                awaitAll(acknowledgements);
            }
        }
        awaitAll(acknowledgements);
    }

    private void awaitAll(Map<String, Future<RecordMetadata>> acknowledgements) {
        acknowledgements.forEach((mark, acknowledgement) -> {
            try {
                acknowledgement.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof InvalidRecordException)) {
                    throw new IllegalStateException("the broker did not take the records", e);
                }
                sent.remove(mark);
                refused++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the broker took the records", e);
            }
        });
        acknowledgements.clear();
    }

    /** Returns the reasons of the dead letters of the records sent, in the order of their arrival. */
    public Collection<String> reasons() {
        for (ConsumerRecord<String, byte[]> letter : consumer.poll(POLL)) {
            Header mark = letter.headers().lastHeader(MARK);
            if (mark != null && sent.containsKey(new String(mark.value(), UTF_8))) {
                reasons.put(
                        new String(mark.value(), UTF_8), text(letter.headers().lastHeader(REASON)));
            }
        }
        return reasons.values();
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    /**
     * Waits until every record is either handled or a dead letter.
     *
     * @param handled how many of them the service has handled, duplicates included
     * @return how many are dead letters
     * @throws AssertionError if some are neither by the deadline
     */
    public int awaitAll(IntSupplier handled, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        while (handled.getAsInt() + reasons().size() < sent.size()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        sent.size() + " records were sent; " + handled.getAsInt() + " were handled and "
                                + reasons.size() + " became dead letters within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return reasons.size();
    }

    /** Returns a line with the numbers of a run: records, handled, dead letters by topic. */
    public String summary() {
        Map<String, Integer> letters = new TreeMap<>();
        reasons.keySet().forEach(mark -> {
            MutatedRecord record = sent.get(mark);
            if (record != null) {
                letters.merge(record.topic(), 1, Integer::sum);
            }
        });
        Map<String, Integer> all = new TreeMap<>();
        sent.values().forEach(record -> all.merge(record.topic(), 1, Integer::sum));
        return "sent " + sent.size() + " " + all + ", refused by the broker " + refused + ", dead letters "
                + reasons.size() + " " + letters + ", handled " + (sent.size() - reasons.size());
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
