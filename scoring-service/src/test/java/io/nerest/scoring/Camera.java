package io.nerest.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameRegistered;
import io.nerest.contracts.FrameScored;
import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.contracts.Topics;
import io.nerest.service.objects.ObjectStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A camera as scoring knows it: pictures in the store, and frames that tell of them. */
final class Camera {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ScoringFixture around;
    private final ObjectRef picture;

    Camera(ScoringFixture around, ObjectStore store) throws IOException {
        this.around = around;
        this.picture = store.put("frames/test/picture.jpg", jpeg(), "image/jpeg");
    }

    static byte[] jpeg() throws IOException {
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

    /** A new frame that shows the camera's one picture; not registered yet. */
    FrameRef frame() {
        return frame(picture);
    }

    static FrameRef frame(ObjectRef image) {
        return new FrameRef(UUID.randomUUID(), "test", image, 160, 120);
    }

    ObjectRef picture() {
        return picture;
    }

    static FrameRegistered registered(FrameRef frame) {
        return new FrameRegistered(frame, "0".repeat(64), Instant.now(), Instant.now(), FrameSource.UPLOAD);
    }

    RecordMetadata register(FrameRef frame, String key) {
        return around.send(Topics.FRAMES, key, registered(frame));
    }

    FrameScored awaitScored(FrameRef frame) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(around.scoringsOf(frame.frameId())).hasSize(1));
        return around.scoringsOf(frame.frameId()).get(0);
    }

    /** Registers a frame after all that was sent with this key, and waits for its scoring. */
    FrameScored nextFrameIsScored(String key) {
        FrameRef next = frame();
        register(next, key);
        return awaitScored(next);
    }
}
