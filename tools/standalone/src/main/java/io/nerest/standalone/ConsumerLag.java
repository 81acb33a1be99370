package io.nerest.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Number of records of a topic that a consumer group has not processed.
 *
 * @param records empty if the group commits no offsets because it reads the whole topic at every start
 */
record ConsumerLag(String topic, String group, OptionalLong records) {
    /** Returns the lag of every group in every topic that it consumes, including groups without committed offsets. */
    static List<ConsumerLag> all(Admin kafka) throws ExecutionException, InterruptedException {
        List<String> groups = kafka.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
        Map<String, ConsumerGroupDescription> descriptions =
                kafka.describeConsumerGroups(groups).all().get();
        List<ConsumerLag> lags = new ArrayList<>();
        for (String group : groups) {
            lags.addAll(of(kafka, group, assigned(Objects.requireNonNull(descriptions.get(group)))));
        }
        return lags;
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition)).offset();
    }

    private static Set<TopicPartition> assigned(ConsumerGroupDescription group) {
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    private static List<ConsumerLag> of(Admin kafka, String group, Set<TopicPartition> assigned)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(kafka.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        committed.values().removeIf(Objects::isNull);
        Set<TopicPartition> partitions = new HashSet<>(assigned);
        partitions.addAll(committed.keySet());
        Map<TopicPartition, ListOffsetsResultInfo> first = offsets(kafka, partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(kafka, partitions, OffsetSpec.latest());
        return partitions.stream().collect(Collectors.groupingBy(TopicPartition::topic)).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(topic -> {
                    boolean keepsOffsets = topic.getValue().stream().anyMatch(committed::containsKey);
                    long lag = topic.getValue().stream()
                            .mapToLong(partition -> offset(ends, partition)
                                    - (committed.containsKey(partition)
                                            ? Objects.requireNonNull(committed.get(partition))
                                                    .offset()
                                            : offset(first, partition)))
                            .sum();
                    return new ConsumerLag(
                            topic.getKey(),
                            group,
                            keepsOffsets || lag == 0 ? OptionalLong.of(lag) : OptionalLong.empty());
                })
                .toList();
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin kafka, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return kafka.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which)))
                .all()
                .get();
    }

    String describe() {
        return records.isPresent() ? Long.toString(records.getAsLong()) : "no committed offsets";
    }
}
