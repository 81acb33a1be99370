package io.nerest.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.service.objects.ObjectStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends frames as ingest does. All frames show the same image. */
public final class FrameSender {
    private final ScoringFixture fixture = ScoringFixture.shared();
    private final ObjectRef image;

    public FrameSender(ObjectStore store) throws IOException {
        this.image = store.put("frames/test/image.jpg", jpeg(), "image/jpeg");
    }

    public static byte[] jpeg() throws IOException {
        BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20, 70, 90));
        pen.fillRect(0, 0, 160, 120);
        pen.setColor(new Color(150, 160, 160));
        pen.fillOval(40, 45, 70, 24);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    public ObjectRef image() {
        return image;
    }

    /** Returns a new frame without sending it. */
    public FrameRef frame() {
        return frame(image);
    }

    public static FrameRef frame(ObjectRef image) {
        return new FrameRef(UUID.randomUUID(), "test", image, 160, 120);
    }

    public static FrameRegistered registered(FrameRef frame) {
        return new FrameRegistered(frame, "0".repeat(64), Instant.now(), Instant.now(), FrameSource.UPLOAD);
    }

    public RecordMetadata send(FrameRef frame) {
        return send(frame, frame.frameId().toString());
    }

    public RecordMetadata send(FrameRef frame, String key) {
        return fixture.send(Topics.FRAMES, key, registered(frame));
    }

    public FrameScored awaitScore(FrameRef frame) {
        await().atMost(ScoringFixture.LIMIT)
                .untilAsserted(
                        () -> assertThat(fixture.scoresOf(frame.frameId())).hasSize(1));
        return fixture.scoresOf(frame.frameId()).get(0);
    }

    /** Sends a frame with a key and waits for its score. All records sent with this key before are handled then. */
    public FrameScored sendAndAwait(String key) {
        FrameRef frame = frame();
        send(frame, key);
        return awaitScore(frame);
    }

    /** Sends a frame and waits for its score. */
    public FrameScored sendAndAwait() {
        return sendAndAwait(UUID.randomUUID().toString());
    }

    /**
     * Waits until all scores that the service stored so far for a frame are received: a later score on the same partition of
     * {@code detections}. Both topics have the same number of partitions and the same keys.
     */
    public void awaitAllScoresOf(FrameRef frame) {
        assertThat(Topics.FRAMES.partitions()).isEqualTo(Topics.DETECTIONS.partitions());
        int partition = send(frame).partition();
        FrameRef later = frame();
        while (send(later).partition() != partition) {
            later = frame();
        }
        awaitScore(later);
    }

    /** Returns the campaign that the request belongs to. */
    public UUID requestScores(String modelId, List<FrameRef> frames) {
        UUID campaign = UUID.randomUUID();
        fixture.send(
                Topics.SCORING_REQUESTS,
                modelId,
                new ScoringRequested(UUID.randomUUID(), campaign, 1, modelId, frames, Instant.now()));
        return campaign;
    }
}
