package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.contracts.BatchKind;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Snapshot;
import io.nerest.contracts.Snapshot.TopicOffset;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingRequested;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SharedPlatform;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class SnapshotOffsetsTest extends SelectorTestBase {
    @Inject
    ObjectStore objects;

    private static Map<Integer, Long> ends() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (int partition = 0; partition < Topics.LABELS.partitions(); partition++) {
            all.put(new TopicPartition(Topics.LABELS.name(), partition), OffsetSpec.latest());
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", SharedPlatform.get().kafkaBootstrapServers()))) {
            Map<Integer, Long> ends = new HashMap<>();
            admin.listOffsets(all)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        }
    }

    @Test
    void aSnapshotNamesTheOffsetsThatItContainsAndItsHashNoTime() throws Exception {
        driver.camera("offsets", 12);
        driver.labelledCamera("offsets-val", 2);
        UUID id = driver.open("{'name':'offsets','streams':['offsets'],'validation':{'streams':['offsets-val']},"
                + "'initial':4,'batchSize':2,'sampleSize':0,'rounds':1}");
        List<FrameRef> batch = driver.batch(id, 0, BatchKind.LABEL);
        Map<Integer, Long> before = ends();
        fixture.label(batch);
        Map<Integer, Long> after = ends();
        TrainingRequested request = driver.training(id, 0);

        Snapshot snapshot = EventJson.read(objects.get(request.snapshot()).bytes(), Snapshot.class);

        assertThat(snapshot.train()).hasSize(4);
        assertThat(snapshot.offsets())
                .extracting(TopicOffset::topic)
                .contains(Topics.FRAMES.name(), Topics.LABELS.name(), Topics.MODELS.name());
        after.forEach((partition, end) -> {
            if (end > before.get(partition)) {
                assertThat(snapshot.offsets())
                        .as("labels %d", partition)
                        .contains(new TopicOffset(Topics.LABELS.name(), partition, end));
            }
        });
        byte[] rebuilt = EventJson.write(new Snapshot(
                snapshot.campaignId(),
                snapshot.round(),
                snapshot.classNames(),
                snapshot.train(),
                snapshot.validation(),
                snapshot.offsets()));
        assertThat(Sha256.of(rebuilt)).as("hash of the data alone").isEqualTo(request.snapshotSha256());
    }
}
