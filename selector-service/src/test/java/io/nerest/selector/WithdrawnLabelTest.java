package io.nerest.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameLabelled;
import io.nerest.contracts.FrameRef;
import io.nerest.contracts.Topics;
import io.nerest.testing.PlatformResource;
import io.nerest.testing.SigningKeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A frame whose label was withdrawn is in the pool again. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(SigningKeysResource.class)
class WithdrawnLabelTest extends SelectorTestBase {
    private final String stream = "withdrawn-" + UUID.randomUUID();

    private void withdraw(FrameRef frame, int revision) {
        fixture.send(
                Topics.LABELS,
                frame.frameId().toString(),
                new FrameLabelled(UUID.randomUUID(), frame, List.of(), "anna", revision, Instant.now(), null, true));
    }

    private long labelled() {
        return tables.count("from frame where stream_id = ?1 and label_revision is not null", stream);
    }

    @Test
    void aFrameWithoutItsLabelIsInThePoolAndAnOlderLabelChangesNothing() {
        List<FrameRef> frames = fixture.cameraSends(stream, 2);
        fixture.label(frames);
        driver.awaitLabels(stream, 2);

        withdraw(frames.get(0), 3);
        await().atMost(Duration.ofSeconds(60)).until(() -> labelled() == 1);
        fixture.label(frames.get(0), 2); // was sent before the other
        fixture.label(frames.get(1), 2);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tables.count(
                                "from label where frame_id = ?1 and revision = 2",
                                frames.get(1).frameId())
                        == 1);

        assertThat(labelled()).isEqualTo(1);
        fixture.label(frames.get(0), 4);
        await().atMost(Duration.ofSeconds(60)).until(() -> labelled() == 2);
    }

    @Test
    void aFrameWithoutItsLabelIsNotInAValidationSet() {
        driver.camera(stream, 12);
        List<FrameRef> validation = driver.labelledCamera(stream + "-val", 2);
        withdraw(validation.get(0), 2);
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        tables.count("from frame where stream_id = ?1 and label_revision is not null", stream + "-val")
                                == 1);

        UUID campaign = driver.open(("{'name':'" + stream + "','streams':['" + stream
                + "'],'validation':{'streams':['" + stream
                + "-val']},'initial':3,'batchSize':2,'sampleSize':5,'rounds':1,'strategy':'random'}"));

        assertThat(tables.count("from validation_frame where campaign_id = ?1", campaign))
                .isEqualTo(1);
    }
}
